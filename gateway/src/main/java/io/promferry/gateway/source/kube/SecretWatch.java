package io.promferry.gateway.source.kube;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.function.Consumer;

/**
 * The Secrets with tenant entries, as the API server tells them: listed once and watched from then
 * on, again and again for as long as it takes. Thread-safe.
 */
final class SecretWatch implements AutoCloseable {
  /** Which Secrets they are; its value does not count. */
  static final String LABEL = "promferry.io/tenant";

  private final SharedIndexInformer<Secret> informer;

  /**
   * Starts without waiting for the first answer.
   *
   * @param onChange is told after every change, from the client's threads
   * @param onFailure is told of every failure, each of which is followed by another attempt
   */
  SecretWatch(
      KubernetesClient client, String namespace, Runnable onChange, Consumer<Throwable> onFailure) {
    informer =
        client
            .secrets()
            .inNamespace(namespace)
            .withLabel(LABEL)
            .runnableInformer(0)
            .itemStore(new LeanSecrets())
            .exceptionHandler((_, failure) -> {
              onFailure.accept(failure);
              return true;
            })
            .addEventHandler(new AnyChange(onChange));
    var _ = informer.start();
  }

  /** Whether all Secrets have been listed once. */
  boolean isSynced() {
    return informer.hasSynced();
  }

  /** Whether a change would be heard of now. */
  boolean isWatching() {
    return informer.isWatching();
  }

  /** As they were last heard of. */
  List<EntrySecret> secrets() {
    return informer.getStore().list().stream().map(EntrySecret::of).toList();
  }

  @Override
  public void close() {
    informer.close();
  }

  private record AnyChange(Runnable onChange) implements ResourceEventHandler<Secret> {
    @Override
    public void onAdd(Secret secret) {
      onChange.run();
    }

    @Override
    public void onUpdate(Secret before, Secret now) {
      onChange.run();
    }

    @Override
    public void onDelete(Secret secret, boolean finalStateUnknown) {
      onChange.run();
    }

    /** After a list, even of nothing. */
    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      onChange.run();
    }
  }
}
