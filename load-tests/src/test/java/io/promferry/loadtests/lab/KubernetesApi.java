package io.promferry.loadtests.lab;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The cluster's API as far as the gateway looks at it, on this machine's loopback. */
final class KubernetesApi implements AutoCloseable {
  /** Held, or its level is soon forgotten. */
  private static final Logger EVERY_REQUEST = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer server;
  private final KubernetesClient client;

  private KubernetesApi(MockWebServer server, KubernetesClient client) {
    this.server = server;
    this.client = client;
  }

  static KubernetesApi start() {
    EVERY_REQUEST.setLevel(Level.WARNING);
    var server = new MockWebServer();
    server.setDispatcher(new KubernetesCrudDispatcher());
    server.start(InetAddress.getLoopbackAddress(), 0);
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getPort())
            .withTrustCerts(true)
            .build();
    return new KubernetesApi(server, new KubernetesClientBuilder().withConfig(config).build());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  /**
   * Puts a Secret there, in the place of an older one, if there is one; its new version.
   *
   * @param written as people write it, with text where an API server has base64
   */
  String put(Secret written) {
    var secret = new SecretBuilder(written).withStringData(null).build();
    written
        .getStringData()
        .forEach((key, text) ->
            secret
                .getData()
                .put(
                    key,
                    Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    var resource = client.resource(secret);
    var put = resource.get() == null ? resource.create() : resource.update();
    return put.getMetadata().getResourceVersion();
  }

  /** Puts the tenant's VPC, its subnet, its namespace and the pods in it there. */
  void describe(TenantVpc tenant) {
    kubeOvn(tenant)
        .forEach(object ->
            client.genericKubernetesResources(kind(object.getKind())).resource(object).create());
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(tenant.namespace()).endMetadata().build();
    client.resource(namespace).create();
    for (var number = 0; number < tenant.apps().size(); number++) {
      client.resource(app(tenant, number)).create();
    }
  }

  /** The tenant's Vpc and Subnet. */
  static List<GenericKubernetesResource> kubeOvn(TenantVpc tenant) {
    var subnet = tenant.subnet();
    return List.of(
        kubeOvn("Vpc", tenant.vpc())
            .addToAdditionalProperties(
                "spec",
                Map.of("namespaces", List.of(tenant.namespace()), "defaultSubnet", subnet.name()))
            .addToAdditionalProperties(
                "status",
                Map.of(
                    "standby", true,
                    "defaultLogicalSwitch", subnet.name(),
                    "subnets", List.of(subnet.name())))
            .build(),
        kubeOvn("Subnet", subnet.name())
            .addToAdditionalProperties(
                "spec",
                Map.of(
                    "vpc", tenant.vpc(),
                    "protocol", "IPv4",
                    "cidrBlock", subnet.cidr(),
                    "gateway", subnet.gateway(),
                    "namespaces", List.of(tenant.namespace())))
            .build());
  }

  @Override
  public void close() {
    client.close();
    try {
      server.shutdown();
    } catch (IllegalStateException e) {
      // It waits ten seconds for its connections to end; that they do not is no matter any more.
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
    }
  }

  private static ResourceDefinitionContext kind(String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("kubeovn.io")
        .withVersion("v1")
        .withKind(kind)
        .withPlural(kind.toLowerCase(Locale.ROOT) + 's')
        .withNamespaced(false)
        .build();
  }

  private static GenericKubernetesResourceBuilder kubeOvn(String kind, String name) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("kubeovn.io/v1")
        .withKind(kind)
        .withNewMetadata()
        .withName(name)
        .endMetadata();
  }

  private static Pod app(TenantVpc tenant, int number) {
    var address = tenant.apps().get(number);
    return new PodBuilder()
        .withNewMetadata()
        .withName(tenant.appPod(number))
        .withNamespace(tenant.namespace())
        .addToLabels("app", "shop")
        .addToAnnotations("prometheus.io/scrape", "true")
        .addToAnnotations("prometheus.io/port", Integer.toString(Exporter.PORT))
        .addToAnnotations("ovn.kubernetes.io/allocated", "true")
        .addToAnnotations("ovn.kubernetes.io/logical_router", tenant.vpc())
        .addToAnnotations("ovn.kubernetes.io/logical_switch", tenant.subnet().name())
        .addToAnnotations("ovn.kubernetes.io/ip_address", address)
        .endMetadata()
        .withNewSpec()
        .withNodeName("node")
        .addNewContainer()
        .withName("shop")
        .addNewPort()
        .withContainerPort(Exporter.PORT)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP(address)
        .addNewPodIP(address)
        .withHostIP(Addresses.NODE)
        .endStatus()
        .build();
  }
}
