package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import io.promferry.gateway.kube.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An API server that keeps Secrets, and two ways to it: one for a test, which always works, and one
 * for a gateway, which may be away or refuse.
 */
public final class SecretsApi implements AutoCloseable {
  public static final String NAMESPACE = "tenants";

  private static final String LABEL = "promferry.io/tenant";

  /** Held, or its level is soon forgotten. */
  private static final Logger EVERY_REQUEST = Logger.getLogger(MockWebServer.class.getName());

  private final KubernetesCrudDispatcher kept = new KubernetesCrudDispatcher();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final int port;
  private final MockWebServer own;
  private final KubernetesClient client;
  private @Nullable MockWebServer shown;
  private volatile int watchStatus;
  private volatile boolean watchesGone;
  private volatile int listStatus;

  /** Without Secrets, and away. */
  public SecretsApi() throws IOException {
    EVERY_REQUEST.setLevel(Level.WARNING);
    port = RunningGateway.freePort();
    own = serve(RunningGateway.freePort(), kept);
    client = client(own.getPort());
  }

  /** From now on a gateway can reach it. */
  public void comeUp() {
    shown = serve(port, new Shown());
  }

  /** From now on no gateway can, and its connections are cut. */
  public void goAway() {
    if (shown != null) {
      MockServerEnd.of(shown::shutdown);
      shown = null;
    }
  }

  /** Answers every further watch with that status; 0 for none. */
  public void answerWatchesWith(int status) {
    watchStatus = status;
  }

  /**
   * Tells every further watch by an event that its place in the history is gone, or not any more.
   */
  public void endWatchesAsGone(boolean gone) {
    watchesGone = gone;
  }

  /** Answers every further list with that status; 0 for none. */
  public void answerListsWith(int status) {
    listStatus = status;
  }

  /** The paths that gateways have asked for, with their queries. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** As a gateway is to reach it. */
  public ApiServer api() {
    return ApiServer.of(client(port));
  }

  /** Keeps a Secret with one entry for a tenant. */
  public Secret keep(String name, String tenantYml) {
    return keep(name, Map.of("tenant.yml", tenantYml));
  }

  /** Keeps a Secret with these texts. */
  public Secret keep(String name, Map<String, String> texts) {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(NAMESPACE)
            .addToLabels(LABEL, name)
            .endMetadata()
            .withData(
                texts.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, text -> base64(text.getValue()))))
            .build();
    var there = client.secrets().inNamespace(NAMESPACE).withName(name);
    return there.get() == null
        ? client.secrets().inNamespace(NAMESPACE).resource(secret).create()
        : client.secrets().inNamespace(NAMESPACE).resource(secret).update();
  }

  public void delete(String name) {
    client.secrets().inNamespace(NAMESPACE).withName(name).delete();
  }

  @Override
  public void close() {
    client.close();
    goAway();
    MockServerEnd.of(own::shutdown);
  }

  private static MockWebServer serve(int port, Dispatcher dispatcher) {
    var server = new MockWebServer();
    server.setDispatcher(dispatcher);
    server.start(InetAddress.getLoopbackAddress(), port);
    return server;
  }

  private static KubernetesClient client(int port) {
    var config =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl("http://127.0.0.1:" + port)
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectInterval(20)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private final class Shown extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      var path = request.getPath();
      asked.add(path);
      boolean watch = path.contains("watch=true");
      int status = watch ? watchStatus : listStatus;
      if (status != 0) {
        return new MockResponse().setResponseCode(status).setBody(status(status));
      }
      return watch && watchesGone
          ? new MockResponse().withWebSocketUpgrade(new Gone())
          : kept.dispatch(request);
    }
  }

  private static String status(int code) {
    return """
    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d,
     "message": "refused by the test"}\
    """
        .formatted(code);
  }

  private static final class Gone extends WebSocketListener {
    @Override
    public void onOpen(WebSocket socket, Response response) {
      socket.send("{\"type\": \"ERROR\", \"object\": " + status(410) + "}");
    }
  }
}
