package io.promferry.loadtests.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What has been ordered for the tenants, rendered and handed out to gateways and Prometheis. */
final class Tenancies {
  private final Renderer renderer;
  private final Path directory;
  private final Supplier<List<GatewayPod>> gateways;
  private final Map<TenantVpc, Ordered> orders = new HashMap<>();
  private final Map<TenantVpc, RenderedFiles> rendered = new HashMap<>();

  /** As the tenants are at first. */
  Tenancies(Renderer renderer, Path directory, Supplier<List<GatewayPod>> gateways) {
    this.renderer = renderer;
    this.directory = directory;
    this.gateways = gateways;
    Tenants.ALL.forEach(tenant -> orders.put(tenant, Ordered.first(tenant)));
    render();
    Tenants.ALL.forEach(this::mount);
  }

  /** Renders one tenant anew; returns when the gateways know. */
  void change(TenantVpc tenant, UnaryOperator<Ordered> how) {
    orders.compute(tenant, (_, order) -> how.apply(requireNonNull(order)));
    load();
  }

  /** Renders all of them anew; returns when the gateways know. */
  void changeAll(UnaryOperator<Ordered> how) {
    orders.replaceAll((_, order) -> how.apply(order));
    load();
  }

  RenderedFiles of(TenantVpc tenant) {
    return requireNonNull(rendered.get(tenant));
  }

  /** Where the tenant's Prometheus finds its files. */
  Path mounts(TenantVpc tenant) {
    return directory.resolve(tenant.prometheusPod());
  }

  /** The files that the gateways read. */
  List<String> entries() {
    return Tenants.ALL.stream().map(tenant -> entry(tenant).toString()).toList();
  }

  private void load() {
    render();
    Tenants.ALL.forEach(this::mount);
    gateways.get().forEach(gateway -> assertThat(gateway.reload()).isEqualTo(200));
  }

  private void render() {
    rendered.putAll(renderer.render(orders.values()));
    Tenants.ALL.forEach(this::writeEntry);
  }

  private void mount(TenantVpc tenant) {
    var mounts = mounts(tenant);
    new MountedFiles(mounts.resolve("config")).replace(of(tenant).configurationIn(mounts));
    new MountedFiles(mounts.resolve("credentials")).replace(Map.of("token", tenant.token()));
  }

  private void writeEntry(TenantVpc tenant) {
    try {
      Files.writeString(entry(tenant), of(tenant).entry().getStringData().get("tenant.yml"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path entry(TenantVpc tenant) {
    return directory.resolve(tenant.name() + ".yml");
  }
}
