package io.promferry.gateway.discovery.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.promferry.gateway.events.LogEvent;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and watches one kind of objects in all namespaces for as long as it takes: also of a kind
 * that is not there yet, or that may not be seen yet.
 */
final class KindWatch implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(KindWatch.class);

  /** So many objects of a list are in memory whole at a time. */
  private static final long PAGE = 250;

  private static final int NONE = 0;

  private final String kind;
  private final boolean required;
  private final FactStore<?> store;
  private final SharedIndexInformer<GenericKubernetesResource> informer;
  private volatile @Nullable String failure;
  private volatile int failureCode;

  /**
   * Begins at once.
   *
   * @param required whether nothing can be told before these objects are known; others may be
   *     missing, or forbidden, as long as that is certain
   */
  KindWatch(
      KubernetesClient client,
      ResourceDefinitionContext kind,
      boolean required,
      FactStore<?> store) {
    this.kind = kind.getPlural();
    this.required = required;
    this.store = store;
    informer =
        (kind.isNamespaceScoped()
                ? client.genericKubernetesResources(kind).inAnyNamespace().withLimit(PAGE)
                : client.genericKubernetesResources(kind).withLimit(PAGE))
            .runnableInformer(0)
            .removeNamespaceIndex()
            .itemStore(store)
            .exceptionHandler((_, cause) -> failed(cause));
    var _ = informer.start();
  }

  /** Always tries again. */
  private boolean failed(Throwable cause) {
    var answered = answered(cause);
    var reason = answered == null ? root(cause).getClass().getSimpleName() : reason(answered);
    failureCode = answered == null ? NONE : answered.getCode();
    if (!required && failureCode == HttpURLConnection.HTTP_NOT_FOUND) {
      store.clear();
    }
    if (!reason.equals(failure)) {
      failure = reason;
      boolean nothingNew = !required && failureCode == HttpURLConnection.HTTP_NOT_FOUND;
      (nothingNew ? LogEvent.DISCOVERY_KIND_ABSENT : LogEvent.DISCOVERY_WATCH_FAILED)
          .on(logger)
          .addKeyValue("kind", kind)
          .addKeyValue("reason", reason)
          .log(
              nothingNew
                  ? "discovery goes on without these objects, until there are some"
                  : "objects for discovery cannot be listed or watched, trying again");
    }
    return true;
  }

  private static @Nullable KubernetesClientException answered(Throwable cause) {
    for (Throwable next = cause; next != null; next = next.getCause()) {
      if (next instanceof KubernetesClientException answered && answered.getCode() != NONE) {
        return answered;
      }
    }
    return null;
  }

  private static Throwable root(Throwable cause) {
    var root = cause;
    for (var next = cause.getCause(); next != null; next = next.getCause()) {
      root = next;
    }
    return root;
  }

  private static String reason(KubernetesClientException answered) {
    return switch (answered.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND -> "there is no such kind";
      case HttpURLConnection.HTTP_FORBIDDEN -> "the right to list and watch them is missing";
      default -> "the API server answered " + answered.getCode();
    };
  }

  /** What keeps discovery from beginning; empty if nothing of this kind does. */
  Optional<String> missing() {
    if (informer.hasSynced()) {
      return Optional.empty();
    }
    boolean certain =
        failureCode == HttpURLConnection.HTTP_NOT_FOUND
            || failureCode == HttpURLConnection.HTTP_FORBIDDEN;
    return !required && certain
        ? Optional.empty()
        : Optional.of(kind + " are not known yet" + (failure == null ? "" : ": " + failure));
  }

  /** Whether a change of these objects would be heard of now; true where there are none. */
  boolean isWatching() {
    boolean watching = informer.isWatching();
    if (watching && failure != null) {
      LogEvent.DISCOVERY_WATCH_RESTORED
          .on(logger)
          .addKeyValue("kind", kind)
          .log("objects for discovery are watched again");
      failure = null;
      failureCode = NONE;
    }
    return watching || (!required && !informer.hasSynced());
  }

  @Override
  public void close() {
    informer.close();
  }
}
