package io.promferry.loadtests.lab;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What has been ordered for the tenants, rendered and handed out to gateways and Prometheis. */
final class Tenancies {
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(30);

  private final Renderer renderer;
  private final Path directory;
  private final KubernetesApi api;
  private final Supplier<List<GatewayPod>> gateways;
  private final Map<TenantVpc, Ordered> orders = new HashMap<>();
  private final Map<TenantVpc, RenderedFiles> rendered = new HashMap<>();
  private final Map<TenantVpc, String> versions = new HashMap<>();

  /** As the tenants are at first. */
  Tenancies(
      Renderer renderer, Path directory, KubernetesApi api, Supplier<List<GatewayPod>> gateways) {
    this.renderer = renderer;
    this.directory = directory;
    this.api = api;
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

  private void load() {
    render();
    Tenants.ALL.forEach(this::mount);
    await()
        .atMost(LOADED_WITHIN)
        .until(() ->
            gateways.get().stream()
                .allMatch(gateway ->
                    versions.entrySet().stream()
                        .allMatch(
                            entry -> gateway.hasLoaded(entry.getKey().name(), entry.getValue()))));
  }

  private void render() {
    rendered.putAll(renderer.render(orders.values()));
    Tenants.ALL.forEach(tenant -> versions.put(tenant, api.put(of(tenant).entry())));
  }

  private void mount(TenantVpc tenant) {
    var mounts = mounts(tenant);
    new MountedFiles(mounts.resolve("config")).replace(of(tenant).configurationIn(mounts));
    new MountedFiles(mounts.resolve("credentials")).replace(Map.of("token", tenant.token()));
  }
}
