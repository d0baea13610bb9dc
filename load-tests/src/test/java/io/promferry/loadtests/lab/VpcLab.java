package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.Addresses.GATEWAY_PODS;
import static io.promferry.loadtests.lab.Addresses.OPERATORS_PORT;
import static io.promferry.loadtests.lab.Addresses.STORE_PORT;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.google.gson.Gson;
import io.promferry.loadtests.LabPeers;
import io.promferry.loadtests.Pki;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.sample.QueryClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The whole lab, running. */
final class VpcLab implements AutoCloseable {
  static final String SERVER_NAME = "promferry-gateway.promferry.svc";
  private static final Gson JSON = new Gson();

  final Enclosure enclosure;
  final Ovn ovn;
  final Pki pki;
  final Path directory;
  private final Map<TenantVpc, List<Exporter>> exporters;
  final Pod store;
  final List<GatewayPod> gateways;
  final Map<TenantVpc, Pod> prometheis;
  final TenantEntries entries;

  private VpcLab(Path directory) throws Exception {
    this.directory = Files.createDirectories(directory);
    this.pki = Pki.create();
    this.enclosure = Enclosure.open();
    this.ovn = Ovn.start(enclosure, OvnPrograms.find(), directory);
    var wiring = new Wiring();
    DefaultVpc.wire(wiring);
    Tenants.ALL.forEach(tenant -> tenant.wire(wiring));
    ovn.apply(wiring);
    exporters =
        Tenants.ALL.stream().collect(toUnmodifiableMap(tenant -> tenant, this::startExporters));
    store = startStore();
    entries = new TenantEntries(directory.resolve("tenants.yml"), this::token, () -> gateways());
    gateways = IntStream.range(0, GATEWAY_PODS.size()).mapToObj(this::startGateway).toList();
    store.awaitReady();
    gateways.forEach(gateway -> gateway.pod().awaitReady());
    prometheis =
        Tenants.ALL.stream().collect(toUnmodifiableMap(tenant -> tenant, this::startPrometheus));
    prometheis.values().forEach(Pod::awaitReady);
  }

  static VpcLab start() throws Exception {
    LabPeers.named("VpcLabIT");
    return new VpcLab(Path.of("target", "lab", "VpcLabIT").toAbsolutePath());
  }

  QueryClient query() {
    return new QueryClient(store.address());
  }

  List<Exporter> exporters(TenantVpc tenant) {
    return java.util.Objects.requireNonNull(exporters.get(tenant));
  }

  Pod prometheus(TenantVpc tenant) {
    return java.util.Objects.requireNonNull(prometheis.get(tenant));
  }

  List<GatewayPod> gateways() {
    return gateways;
  }

  /** Something else that the tenant's Prometheus does, with the same remote write. */
  void changeConfiguration(TenantVpc tenant) {
    writeConfig(tenant, "  sample_limit: 10000\n");
  }

  String token(TenantVpc tenant) {
    return "token-of-" + tenant.name();
  }

  @Override
  public void close() {
    enclosure.close();
    exporters.values().forEach(of -> of.forEach(Exporter::close));
  }

  private List<Exporter> startExporters(TenantVpc tenant) {
    return IntStream.range(0, tenant.apps().size())
        .mapToObj(number ->
            Exporter.start(tenant.name(), enclosure.network(tenant.appPod(number))))
        .toList();
  }

  private Pod startStore() {
    var config = directory.resolve("store.yml");
    write(config, "storage: {tsdb: {out_of_order_time_window: 1h}}\n");
    return Pod.start(
        enclosure,
        enclosure.network(DefaultVpc.STORE_NETWORK),
        Map.of(),
        directory.resolve("store"),
        List.of(
            PeerBinaries.findNewer("prometheus").toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("store/data"),
            "--web.listen-address=0.0.0.0:" + STORE_PORT,
            "--web.enable-remote-write-receiver"),
        STORE_PORT);
  }

  private GatewayPod startGateway(int replica) {
    var own = directory.resolve("gateway-" + replica);
    try {
      Files.createDirectories(own);
      Pki.write(pki.server(SERVER_NAME), own, "tls");
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    write(own.resolve("gateway.yml"), JSON.toJson(Map.of(
        "server", Map.of("listen", "0.0.0.0:9201", "tls", Map.of("certificate", own.resolve("tls.crt").toString(), "key", own.resolve("tls.key").toString())),
        "admin", Map.of("listen", "0.0.0.0:9202"),
        "upstreams", List.of(Map.of("name", "central", "url", "http://10.16.0.20:9090/api/v1/write", "timeout", "5s")),
        "tenants", Map.of("files", List.of(entries.file().toString()), "refresh", "1h"))));
    return new GatewayPod(Pod.start(
        enclosure,
        enclosure.network(DefaultVpc.gatewayNetwork(replica)),
        Map.of(),
        own,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            HouseFiles.gatewayJar().toString(),
            "--config",
            own.resolve("gateway.yml").toString()),
        OPERATORS_PORT));
  }

  private Pod startPrometheus(TenantVpc tenant) {
    var own = directory.resolve(tenant.prometheusPod());
    writeConfig(tenant, "");
    new MountedFiles(own.resolve("credentials")).replace(Map.of("token", token(tenant)));
    return Pod.start(
        enclosure,
        enclosure.network(tenant.prometheusPod()),
        Map.of(),
        own,
        List.of(
            PeerBinaries.findNewer("prometheus").toString(),
            "--agent",
            "--config.file=" + own.resolve("config/prometheus.yml"),
            "--storage.agent.path=" + own.resolve("data"),
            "--enable-feature=auto-reload-config",
            "--config.auto-reload-interval=2s"),
        9090);
  }

  private void writeConfig(TenantVpc tenant, String more) {
    new MountedFiles(directory.resolve(tenant.prometheusPod()).resolve("config")).replace(Map.of("ca.crt", pki.authorityPem(), "prometheus.yml", """
        global: {scrape_interval: 1s, external_labels: {prometheus_replica: %1$s-0}}
        scrape_configs:
        - job_name: pods
        %4$s  static_configs: [{targets: ["%2$s:8080", "%3$s:8080"]}]
        remote_write:
        - url: https://10.96.0.50:8443/api/v1/write
          remote_timeout: 30s
          authorization: {credentials_file: ../credentials/token}
          tls_config: {ca_file: ca.crt, server_name: promferry-gateway.promferry.svc}
          queue_config: {retry_on_http_429: true, batch_send_deadline: 1s}
        """.formatted(tenant.name(), tenant.apps().get(0), tenant.apps().get(1), more)));
  }

  javax.net.ssl.SSLContext tls() {
    try {
      return pki.trusting();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  InetSocketAddress nodePort(int port) {
    return new InetSocketAddress(Addresses.NODE, port);
  }

  /** A Service of type NodePort as kube-proxy makes it: what comes in is translated once more. */
  void openNodePort(int port) {
    ovn.northbound(nodePortRule(port).command());
    ovn.run(nodePortRules(port, "-A"));
  }

  void closeNodePort(int port) {
    ovn.run(nodePortRules(port, "-D"));
    ovn.northbound("acl-del %s from-lport 2050 '%s'".formatted(Addresses.TRANSIT.name(), nodePortRule(port).match()));
  }

  private static TransitAcl nodePortRule(int port) {
    return new TransitAcl("from-lport", 2050, "allow-related", "ip4.dst == %s && tcp.dst == %d".formatted(Addresses.NODE, port));
  }

  private static String nodePortRules(int port, String rule) {
    return """
        ip netns exec node sysctl -qw net.ipv4.ip_forward=1
        ip netns exec node iptables -w -t nat %1$s PREROUTING -p tcp --dport %2$d -j DNAT --to-destination %3$s:%4$d
        ip netns exec node iptables -w -t nat %1$s POSTROUTING -p tcp -d %3$s --dport %4$d -j MASQUERADE
        """.formatted(rule, port, GATEWAY_PODS.getFirst(), Addresses.WRITE_PORT);
  }

  InetSocketAddress gatewayVip() {
    return new InetSocketAddress(Addresses.GATEWAY_VIP, Addresses.GATEWAY_VIP_PORT);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
