package io.promferry.tenantpromconfig.operator.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import io.promferry.tenantpromconfig.model.Names;
import java.net.HttpURLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Applies objects that are wholly ours by server-side apply, with force only where they are ours
 * already. Writes nothing where the cluster has what is wanted, so that it may be called as often
 * as one likes; what somebody changed by hand is written again.
 */
public final class OwnedObjects {
  /** On every object of ours: digest of what was applied last, by which a removal is noticed. */
  static final String APPLIED_ANNOTATION = "promferry.io/applied";

  private final KubernetesClient client;

  public OwnedObjects(KubernetesClient client) {
    this.client = client;
  }

  /** The object of this kind and name as it is in the cluster, whoever made it. */
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
    return Optional.ofNullable(client.resources(kind).inNamespace(namespace).withName(name).get());
  }

  /** The cluster-scoped object of this kind and name, whoever made it. */
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(client.resources(kind).withName(name).get());
  }

  /**
   * Brings the cluster to this object.
   *
   * @param wanted without our marks; it is changed
   * @return as it then is in the cluster
   * @throws ForeignObjectException if there is one that we did not make
   * @throws KubernetesClientException as the API server answers
   */
  public <T extends HasMetadata> T apply(Owner owner, T wanted) {
    return apply(owner, wanted, Optional.ofNullable(client.resource(wanted).get()));
  }

  /**
   * As {@link #apply(Owner, HasMetadata)}, but from a state that was read before: if it has changed
   * since, the API server answers 409.
   */
  public <T extends HasMetadata> T apply(Owner owner, T wanted, Optional<T> live) {
    owner.mark(wanted);
    digest(wanted);
    if (live.isEmpty()) {
      return create(wanted);
    }
    var found = live.get();
    if (!owner.owns(found)) {
      throw new ForeignObjectException(wanted, "no " + Owner.UID_ANNOTATION + ": " + owner.uid());
    }
    if (Subset.holds(json(wanted), json(found))) {
      return found;
    }
    wanted.getMetadata().setUid(found.getMetadata().getUid());
    wanted.getMetadata().setResourceVersion(found.getMetadata().getResourceVersion());
    return ours(wanted).forceConflicts().serverSideApply();
  }

  /** Without force: had somebody just made another one, the API server would answer 409. */
  private <T extends HasMetadata> T create(T wanted) {
    try {
      return ours(wanted).serverSideApply();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        throw new ForeignObjectException(wanted, "it appeared while ours was being made");
      }
      throw e;
    }
  }

  private <T extends HasMetadata> ServerSideApplicable<T> ours(T object) {
    return client.resource(object).fieldManager(Names.FIELD_MANAGER);
  }

  /**
   * Removes the object, if it is ours.
   *
   * @return whether there is none of ours any more; false while it goes
   */
  public boolean remove(
      Owner owner, Class<? extends HasMetadata> kind, String namespace, String name) {
    return remove(owner, find(kind, namespace, name));
  }

  /** Removes the cluster-scoped object, if it is ours; whether there is none of ours any more. */
  public boolean remove(Owner owner, Class<? extends HasMetadata> kind, String name) {
    return remove(owner, find(kind, name));
  }

  private boolean remove(Owner owner, Optional<? extends HasMetadata> live) {
    if (live.isEmpty() || !owner.owns(live.get())) {
      return true;
    }
    var object = live.get();
    if (object.getMetadata().getDeletionTimestamp() == null) {
      client
          .resource(object)
          .lockResourceVersion(object.getMetadata().getResourceVersion())
          .delete();
      return client.resource(object).get() == null;
    }
    return false;
  }

  private void digest(HasMetadata wanted) {
    Map<String, String> annotations = new LinkedHashMap<>(wanted.getMetadata().getAnnotations());
    annotations.remove(APPLIED_ANNOTATION);
    wanted.getMetadata().setAnnotations(annotations);
    annotations.put(APPLIED_ANNOTATION, sha256(json(wanted).toString()));
    wanted.getMetadata().setAnnotations(annotations);
  }

  private JsonNode json(HasMetadata object) {
    return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
