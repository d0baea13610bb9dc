package io.promferry.loadtests.lab;

import static io.promferry.loadtests.lab.Addresses.GATEWAY_PODS;
import static io.promferry.loadtests.lab.Addresses.OPERATORS_PORT;
import static io.promferry.loadtests.lab.Addresses.STORE_PORT;
import static io.promferry.loadtests.lab.Addresses.WRITE_PORT;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.google.gson.Gson;
import io.promferry.loadtests.LabPeers;
import io.promferry.loadtests.Pki;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.NoPeerException;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.sample.QueryClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The whole lab, running. Its files, and all that its parts have logged, outlive it. */
final class VpcLab implements AutoCloseable {
  static final String SERVER_NAME = "promferry-gateway.promferry.svc";

  private static final Gson JSON = new Gson();
  private static final int PROMETHEUS_PORT = 9090;

  private final Path directory;
  private final Enclosure enclosure;
  private final Ovn ovn;
  private final SSLContext tls;
  private final KubernetesApi api;
  private final Map<TenantVpc, List<Exporter>> exporters;
  private final Tenancies tenancies;
  private final List<GatewayPod> gateways;
  private final Pod store;
  private final Map<TenantVpc, Pod> prometheis;

  private VpcLab(Path directory, Enclosure enclosure, Pki pki) throws Exception {
    this.directory = Files.createDirectories(directory);
    this.enclosure = enclosure;
    tls = pki.trusting();
    ovn = Ovn.start(enclosure, OvnPrograms.find(), directory);
    ovn.apply(wiring());
    api = KubernetesApi.start();
    Tenants.ALL.forEach(api::describe);
    var _ = Relay.outOf(network(DefaultVpc.NODE_NETWORK), Addresses.API_PORT, api.address());
    exporters =
        Tenants.ALL.stream().collect(toUnmodifiableMap(tenant -> tenant, this::startExporters));
    store = startStore();
    tenancies =
        new Tenancies(
            new Renderer(directory.resolve("platform"), pki.authorityPem()),
            directory,
            api,
            this::gateways);
    var started = Stream.<GatewayPod>builder();
    for (var replica = 0; replica < GATEWAY_PODS.size(); replica++) {
      started.add(startGateway(replica, pki));
    }
    gateways = started.build().toList();
    store.awaitReady();
    gateways.forEach(gateway -> gateway.pod().awaitReady());
    prometheis =
        Tenants.ALL.stream().collect(toUnmodifiableMap(tenant -> tenant, this::startPrometheus));
    prometheis.values().forEach(Pod::awaitReady);
  }

  /** Starts everything, and returns when it is ready. */
  static VpcLab start() throws Exception {
    LabPeers.named("VpcLabIT");
    var enclosure = Enclosure.open();
    try {
      return new VpcLab(
          Path.of("target", "lab", "VpcLabIT").toAbsolutePath(), enclosure, Pki.create());
    } catch (Exception | Error failure) {
      enclosure.close();
      throw failure;
    }
  }

  /** The number, on this machine, of a process whose namespaces are the lab's. */
  long pid() {
    return enclosure.pid();
  }

  Ovn ovn() {
    return ovn;
  }

  NetworkNamespace network(String pod) {
    return enclosure.network(pod);
  }

  Tenancies tenancies() {
    return tenancies;
  }

  List<GatewayPod> gateways() {
    return gateways;
  }

  Pod store() {
    return store;
  }

  QueryClient query() {
    return new QueryClient(store.address());
  }

  List<Exporter> exporters(TenantVpc tenant) {
    return requireNonNull(exporters.get(tenant));
  }

  Pod prometheus(TenantVpc tenant) {
    return requireNonNull(prometheis.get(tenant));
  }

  /** Somebody who dials the gateway's ClusterIP from within that pod. */
  TenantClient client(String pod) {
    return client(pod, Addresses.GATEWAY_VIP, Addresses.GATEWAY_VIP_PORT);
  }

  /** The same, by way of another address. */
  TenantClient client(String pod, String address, int port) {
    return new TenantClient(network(pod), new InetSocketAddress(address, port), tls);
  }

  @Override
  public void close() {
    enclosure.close();
    exporters.values().forEach(of -> of.forEach(Exporter::close));
    api.close();
  }

  private static Wiring wiring() {
    var wiring = new Wiring();
    DefaultVpc.wire(wiring);
    Tenants.ALL.forEach(tenant -> tenant.wire(wiring));
    return wiring;
  }

  private List<Exporter> startExporters(TenantVpc tenant) {
    return IntStream.range(0, tenant.apps().size())
        .mapToObj(number -> Exporter.start(tenant.name(), network(tenant.appPod(number))))
        .toList();
  }

  /** Far behind may be what a tenant has kept over an outage. */
  private Pod startStore() throws IOException {
    var own = Files.createDirectories(directory.resolve(DefaultVpc.STORE_NETWORK));
    var config =
        Files.writeString(
            own.resolve("prometheus.yml"),
            JSON.toJson(
                Map.of("storage", Map.of("tsdb", Map.of("out_of_order_time_window", "1h")))));
    return Pod.start(
        enclosure,
        network(DefaultVpc.STORE_NETWORK),
        Map.of(),
        own,
        List.of(
            prometheus(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + own.resolve("data"),
            "--web.listen-address=0.0.0.0:" + STORE_PORT,
            "--web.enable-remote-write-receiver",
            "--enable-feature=native-histograms,exemplar-storage"),
        STORE_PORT);
  }

  private GatewayPod startGateway(int replica, Pki pki) throws Exception {
    var jar = HouseFiles.gatewayJar();
    if (Files.notExists(jar)) {
      throw new NoPeerException("no gateway to test: " + jar + " is not built");
    }
    var network = network(DefaultVpc.gatewayNetwork(replica));
    var own = Files.createDirectories(directory.resolve(network.name()));
    Pki.write(pki.server(SERVER_NAME), own, "tls");
    var config = Files.writeString(own.resolve("gateway.yml"), JSON.toJson(gatewaySettings(own)));
    var kubeconfig = Files.writeString(own.resolve("kubeconfig"), JSON.toJson(kubeconfig()));
    return new GatewayPod(
        Pod.start(
            enclosure,
            network,
            Map.of("KUBECONFIG", kubeconfig.toString()),
            own,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--config",
                config.toString()),
            OPERATORS_PORT));
  }

  private static Map<String, Object> gatewaySettings(Path own) {
    return Map.of(
        "server",
        Map.of(
            "listen",
            "0.0.0.0:" + WRITE_PORT,
            "tls",
            Map.of(
                "certificate", own.resolve("tls.crt").toString(),
                "key", own.resolve("tls.key").toString())),
        "admin",
        Map.of("listen", "0.0.0.0:" + OPERATORS_PORT),
        "upstreams",
        List.of(
            Map.of(
                "name",
                "central",
                "url",
                "http://%s:%d/api/v1/write".formatted(Addresses.STORE, STORE_PORT),
                "timeout",
                "5s")),
        "tenants",
        Map.of("kubernetes", Map.of("namespace", "promferry-tenants")),
        "discovery",
        Map.of("kubernetes", Map.of()));
  }

  private static Map<String, Object> kubeconfig() {
    var server = "http://%s:%d".formatted(Addresses.API_VIP, Addresses.API_VIP_PORT);
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Config",
        "current-context",
        "lab",
        "clusters",
        List.of(Map.of("name", "lab", "cluster", Map.of("server", server))),
        "users",
        List.of(Map.of("name", "lab", "user", Map.of())),
        "contexts",
        List.of(Map.of("name", "lab", "context", Map.of("cluster", "lab", "user", "lab"))));
  }

  private Pod startPrometheus(TenantVpc tenant) {
    var mounts = tenancies.mounts(tenant);
    var command =
        Stream.concat(Stream.of(prometheus()), tenancies.of(tenant).argumentsIn(mounts).stream())
            .toList();
    return Pod.start(
        enclosure,
        network(tenant.prometheusPod()),
        Map.of("POD_NAME", tenant.prometheusPod()),
        mounts,
        command,
        PROMETHEUS_PORT);
  }

  private static String prometheus() {
    return PeerBinaries.findNewer("prometheus").toString();
  }
}
