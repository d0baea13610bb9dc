package io.promferry.tenantpromconfig.operator.flow;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.tenantpromconfig.model.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's replicas behind its Service: finds them by its EndpointSlices, and asks each on its
 * operators' listener.
 */
public final class GatewayReplicas implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(GatewayReplicas.class);
  private static final String PATH = "/api/v1/tenants";
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final KubernetesClient client;
  private final Platform platform;
  private final Duration timeout;
  private final OperatorsListeners listeners;
  private final Set<Replica> failing = ConcurrentHashMap.newKeySet();

  /**
   * Of this platform's gateway.
   *
   * @param timeout for one answer, to its last byte
   */
  public GatewayReplicas(KubernetesClient client, Platform platform, Duration timeout) {
    this.client = client;
    this.platform = platform;
    this.timeout = timeout;
    listeners = new OperatorsListeners(platform.gateway(), timeout);
  }

  /** Those that are ready now; empty if the API cannot be asked. */
  Optional<List<Replica>> ready() {
    try {
      var slices =
          client
              .discovery()
              .v1()
              .endpointSlices()
              .inNamespace(platform.namespaces().gateway())
              .withLabel(SERVICE_LABEL, platform.gateway().service())
              .list()
              .getItems();
      return Optional.of(Replica.readyOf(slices));
    } catch (KubernetesClientException e) {
      logger
          .atWarn()
          .addKeyValue("service", platform.gateway().service())
          .addKeyValue("reason", e.getMessage())
          .log("gateway replicas unknown");
      return Optional.empty();
    }
  }

  /**
   * The answers of those that give one in time.
   *
   * @throws InterruptedException if the caller is to stop
   */
  Map<Replica, ReplicaReport> ask(List<Replica> replicas) throws InterruptedException {
    failing.retainAll(replicas);
    var deadline = System.nanoTime() + timeout.toNanos();
    var responses = sendAll(replicas);
    var answers = new HashMap<Replica, ReplicaReport>();
    for (var i = 0; i < replicas.size(); i++) {
      var replica = replicas.get(i);
      var response = responses.get(i);
      try {
        var left = deadline - System.nanoTime();
        answers.put(replica, report(response.get(left, TimeUnit.NANOSECONDS)));
        answered(replica);
      } catch (TimeoutException _) {
        response.cancel(true);
        failed(replica, "no answer within " + timeout);
      } catch (ExecutionException e) {
        failed(replica, String.valueOf(e.getCause()));
      } catch (IOException e) {
        failed(replica, String.valueOf(e.getMessage()));
      }
    }
    return answers;
  }

  @Override
  public void close() {
    listeners.close();
  }

  private List<CompletableFuture<HttpResponse<byte[]>>> sendAll(List<Replica> replicas) {
    try {
      listeners.refresh();
    } catch (IOException e) {
      return replicas.stream()
          .map(_ -> CompletableFuture.<HttpResponse<byte[]>>failedFuture(e))
          .toList();
    }
    return replicas.stream().map(replica -> listeners.get(replica, PATH)).toList();
  }

  private static ReplicaReport report(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    var body = new ByteArrayInputStream(response.body());
    var isGzip =
        response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    return ReplicaReportParser.parse(isGzip ? new GZIPInputStream(body) : body);
  }

  private void failed(Replica replica, String reason) {
    if (failing.add(replica)) {
      logger
          .atWarn()
          .addKeyValue("address", replica.address())
          .addKeyValue("reason", reason)
          .log("gateway replica does not answer");
    }
  }

  private void answered(Replica replica) {
    if (failing.remove(replica)) {
      logger
          .atInfo()
          .addKeyValue("address", replica.address())
          .log("gateway replica answers again");
    }
  }
}
