package io.promferry.gateway.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * The Kubernetes API server, as it is reached from here: the one place that makes a client for it.
 * Making one asks the server for nothing, so it may be away.
 */
public final class ApiServer implements AutoCloseable {
  /** Who waits for an answer tries again later by itself; it should hear of a failure soon. */
  private static final int RETRIES = 2;

  private final KubernetesClient client;

  private ApiServer(KubernetesClient client) {
    this.client = client;
  }

  /**
   * With the service account of the pod that this runs in, whose token fabric8 reads again by
   * itself; elsewhere with what {@code KUBECONFIG} names.
   */
  public static ApiServer ofEnvironment() {
    var config =
        new ConfigBuilder(Config.autoConfigure(null)).withRequestRetryBackoffLimit(RETRIES).build();
    return new ApiServer(new KubernetesClientBuilder().withConfig(config).build());
  }

  /** With a client that is closed with this. */
  public static ApiServer of(KubernetesClient client) {
    return new ApiServer(client);
  }

  /** The one client, for all who watch; not theirs to close. */
  public KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
