package io.promferry.gateway.discovery.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.ApiVersionUtil;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.promferry.gateway.MockServerEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An API server in this process, which can do without kinds, refuse them, go away and come back.
 */
public final class FakeApi implements AutoCloseable {
  private final int port = freePort();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final KubernetesClient client;
  private KubernetesMockServer server;

  public FakeApi() {
    server = serve();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withMasterUrl("http://127.0.0.1:" + port)
                    .withWatchReconnectInterval(50)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  private KubernetesMockServer serve() {
    var started =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new Refusing(), false);
    started.init(InetAddress.getLoopbackAddress(), port);
    return started;
  }

  private final class Refusing extends KubernetesCrudDispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      var path = request.getPath();
      return refused.entrySet().stream()
          .filter(entry -> path.contains("/" + entry.getKey()))
          .findFirst()
          .map(entry -> refusal(entry.getValue()))
          .orElseGet(() -> super.dispatch(request));
    }
  }

  private static MockResponse refusal(int code) {
    return new MockResponse()
        .setResponseCode(code)
        .addHeader("Content-Type", "application/json")
        .setBody("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":" + code + "}");
  }

  public KubernetesClient client() {
    return client;
  }

  /** From now on asking for this plural is answered with this status. */
  public FakeApi refuse(String plural, int code) {
    refused.put(plural, code);
    return this;
  }

  void allow(String plural) {
    refused.remove(plural);
  }

  void goAway() {
    MockServerEnd.of(server::destroy);
  }

  /** Without anything that was there before. */
  void comeBack() {
    server = serve();
  }

  /** Creates or replaces an object. */
  public void apply(String yaml) {
    var object = Serialization.unmarshal("---\n" + yaml, GenericKubernetesResource.class);
    var kind = object.getKind().toLowerCase(Locale.ROOT) + "s";
    var context =
        new ResourceDefinitionContext.Builder()
            .withGroup(
                object.getApiVersion().contains("/")
                    ? ApiVersionUtil.trimGroup(object.getApiVersion())
                    : "")
            .withVersion(ApiVersionUtil.trimVersion(object.getApiVersion()))
            .withPlural(kind)
            .withNamespaced(object.getMetadata().getNamespace() != null)
            .build();
    var resource = client.genericKubernetesResources(context).resource(object);
    var _ = resource.createOr(NonDeletingOperation::update);
  }

  /** A VPC with these namespaces, separated by commas, and one subnet. */
  public void vpc(String vpc, String namespaces, String cidr) {
    for (var namespace : namespaces.split(", ", -1)) {
      apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
    }
    apply(
        "{apiVersion: kubeovn.io/v1, kind: Vpc, metadata: {name: %s}, spec: {namespaces: [%s]}}"
            .formatted(vpc, namespaces));
    apply(
        "{apiVersion: kubeovn.io/v1, kind: Subnet, metadata: {name: %s-net}, spec: {vpc: %s, cidrBlock: %s, provider: ovn}}"
            .formatted(vpc, vpc, cidr));
  }

  /** A pod that runs, with a port named metrics. */
  public void pod(String namespace, String name, String address) {
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: %s
          uid: 1b4e28ba-2fa1-11d2-883f-0016d3cca427
          labels: {app: web}
          annotations:
            ovn.kubernetes.io/ip_address: %s
            kubectl.kubernetes.io/last-applied-configuration: "{}"
            acme.example/note: hello
        spec:
          nodeName: node-1
          containers: [{name: app, ports: [{name: metrics, containerPort: 8080}]}]
        status:
          phase: Running
          podIP: %s
          podIPs: [{ip: %s}]
          conditions: [{type: Ready, status: "True"}]
        """
            .formatted(name, namespace, address, address, address));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    MockServerEnd.of(server::destroy);
  }
}
