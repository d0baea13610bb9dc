package io.promferry.tenantpromconfig.operator.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The MetricsTenant for which an object was made. Its uid stands on the object: an object of the
 * same name without it was made by somebody else, or for a MetricsTenant that is gone.
 */
public record Owner(String name, String uid) {
  /** On every object that the operator made, with the MetricsTenant's uid. */
  public static final String UID_ANNOTATION = "promferry.io/owner-uid";

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  public static Owner of(MetricsTenant tenant) {
    return new Owner(tenant.getMetadata().getName(), tenant.getMetadata().getUid());
  }

  /** Whether the operator made this for this MetricsTenant. */
  public boolean owns(HasMetadata live) {
    return "promferry".equals(of(live.getMetadata().getLabels()).get(MANAGED_BY))
        && uid.equals(of(live.getMetadata().getAnnotations()).get(UID_ANNOTATION));
  }

  /** Writes our marks on an object that is about to be applied; it is changed. */
  <T extends HasMetadata> T mark(T object) {
    var meta = object.getMetadata();
    meta.setLabels(with(of(meta.getLabels()), MANAGED_BY, "promferry", Names.TENANT_LABEL, name));
    meta.setAnnotations(with(of(meta.getAnnotations()), UID_ANNOTATION, uid));
    meta.setOwnerReferences(new ArrayList<>(List.of(reference())));
    return object;
  }

  /** With which the cluster's garbage collector takes the object after its MetricsTenant. */
  public OwnerReference reference() {
    return new OwnerReferenceBuilder()
        .withApiVersion(HasMetadata.getApiVersion(MetricsTenant.class))
        .withKind(MetricsTenant.KIND)
        .withName(name)
        .withUid(uid)
        .build();
  }

  private static Map<String, String> of(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static Map<String, String> with(Map<String, String> map, String... added) {
    var all = new LinkedHashMap<>(map);
    for (int i = 0; i < added.length; i += 2) {
      all.put(added[i], added[i + 1]);
    }
    return all;
  }
}
