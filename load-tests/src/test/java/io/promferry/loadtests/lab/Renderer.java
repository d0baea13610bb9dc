package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.google.gson.Gson;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.NoPeerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** {@code tenant-prom-config render} as it is shipped. */
final class Renderer {
  private static final Gson JSON = new Gson();

  private final Path directory;
  private final Path platform;
  private final Path kubeOvn;

  /**
   * @param authority the certificate by which the gateway is known, as PEM
   */
  Renderer(Path directory, String authority) {
    this.directory = directory;
    this.platform = directory.resolve("platform.yml");
    this.kubeOvn = directory.resolve("kube-ovn.yml");
    if (Files.notExists(HouseFiles.tenantPromConfigJar())) {
      throw new NoPeerException(HouseFiles.tenantPromConfigJar() + " is not built");
    }
    try {
      Files.createDirectories(directory);
      Files.writeString(platform, JSON.toJson(settings(authority)));
      Files.writeString(
          kubeOvn,
          documents(
              Tenants.ALL.stream()
                  .flatMap(tenant -> KubernetesApi.kubeOvn(tenant).stream())
                  .toList()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What each of the tenants gets. */
  Map<TenantVpc, RenderedFiles> render(Collection<Ordered> orders) {
    var output = directory.resolve("rendered");
    try {
      var tenants = directory.resolve("tenants.yml");
      Files.writeString(tenants, documents(orders.stream().map(Ordered::metricsTenant).toList()));
      run(command(tenants, output, orders));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return orders.stream()
        .map(Ordered::tenant)
        .collect(
            toUnmodifiableMap(
                tenant -> tenant, tenant -> RenderedFiles.of(output.resolve(tenant.name()))));
  }

  private List<String> command(Path tenants, Path output, Collection<Ordered> orders) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                HouseFiles.tenantPromConfigJar().toString(),
                "render",
                "--tenant=" + tenants,
                "--platform=" + platform,
                "--kube-ovn=" + kubeOvn,
                "--output=" + output));
    for (var order : orders) {
      var name = order.tenant().name();
      command.add("--token-sha256=%s=%s".formatted(name, order.tenant().tokenDigest()));
      order.addresses().forEach(address -> command.add("--address=%s=%s".formatted(name, address)));
    }
    return command;
  }

  private void run(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("rendering failed: " + said);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rendering", interrupted);
    }
  }

  private static Map<String, Object> settings(String authority) {
    return Map.of(
        "gateway",
        Map.of(
            "cluster-ip", Addresses.GATEWAY_VIP,
            "port", Addresses.GATEWAY_VIP_PORT,
            "server-name", VpcLab.SERVER_NAME,
            "ca", authority),
        "transit",
        Map.of("range", Addresses.TRANSIT.cidr()));
  }

  private static String documents(List<? extends HasMetadata> objects) {
    return objects.stream().map(Serialization::asYaml).collect(joining("---\n"));
  }
}
