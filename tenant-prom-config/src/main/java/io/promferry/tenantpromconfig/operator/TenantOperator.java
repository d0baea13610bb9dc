package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.operator.credentials.BearerToken;
import io.promferry.tenantpromconfig.operator.credentials.CredentialRotation;
import io.promferry.tenantpromconfig.operator.objects.OwnedObjects;
import io.promferry.tenantpromconfig.operator.rollout.RollOutSlots;
import io.promferry.tenantpromconfig.operator.status.Conditions;
import io.promferry.tenantpromconfig.operator.status.StatusWriter;
import io.promferry.tenantpromconfig.operator.status.TransitionEvents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The operator, put together; the only place here that says {@code new} to its parts. */
final class TenantOperator implements AutoCloseable {
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final Operator operator;
  private final MetricsTenantController controller;
  private volatile boolean started;

  /**
   * What the operator depends on.
   *
   * @param platform the settings as they are now
   * @param addresses from what is seen of the cluster
   * @param lists likewise
   * @param mint makes tokens
   */
  record Surroundings(
      KubernetesClient client,
      Supplier<Platform> platform,
      Function<Observed, TransitAddresses> addresses,
      Function<Observed, VpcLists> lists,
      GatewayReports reports,
      InstantSource clock,
      MeterRegistry registry,
      Supplier<BearerToken> mint) {}

  /**
   * How it runs.
   *
   * @param instance which replica this is
   * @param restartsAtOnce how many tenants' Prometheus are restarted at a time
   * @param informerPatience so long the start waits for an informer, such as one of a missing kind
   * @param lease empty to lead without an election
   */
  record Settings(
      String instance,
      NamespaceAccess.Settings access,
      int restartsAtOnce,
      Duration informerPatience,
      Optional<LeaderElectionConfiguration> lease) {}

  TenantOperator(Surroundings around, Settings settings) {
    var meters = new OperatorMeters(around.registry());
    controller =
        new MetricsTenantController(
            context -> new InformedView(context, around.platform().get().namespaces()),
            observed -> work(around, settings, observed, meters),
            meters);
    operator =
        new Operator(overrides -> {
          overrides
              .withKubernetesClient(around.client())
              .withCloseClientOnStop(false)
              .withStopOnInformerErrorDuringStartup(false)
              .withCacheSyncTimeout(settings.informerPatience())
              .withReconciliationTerminationTimeout(STOP_WITHIN);
          settings.lease().ifPresent(overrides::withLeaderElectionConfiguration);
        });
    operator.register(controller);
  }

  static MetricsTenantController.Work work(
      Surroundings around, Settings settings, Observed observed, OperatorMeters meters) {
    var client = around.client();
    var tolerant = new TolerantView(observed);
    var addresses = around.addresses().apply(tolerant);
    var lists = around.lists().apply(tolerant);
    var objects = new OwnedObjects(client);
    var slots = new RollOutSlots(settings.restartsAtOnce(), () -> restarting(observed));
    var turns = new Turns(client, around.platform(), settings.access());
    var events = new TransitionEvents(client, settings.instance(), around.clock());
    var status = new StatusWriter(client, events, around.clock());
    var keeper =
        new CredentialKeeper(
            new CredentialRotation(around.mint()), around.reports(), around.clock());
    var prometheus = new PrometheusPart(client, objects, slots);
    return new MetricsTenantController.Work(
        observed,
        new TenantReconciliation(
            observed,
            objects,
            new CredentialPart(objects, keeper, events, meters),
            new EgressPart(objects, addresses, lists),
            prometheus,
            around.reports(),
            status,
            turns),
        new TenantDeletion(objects, prometheus, addresses, lists, keeper, slots, status, turns));
  }

  /** Those that were being restarted when the last operator ended. */
  private static Set<String> restarting(Observed observed) {
    return observed.tenants().stream()
        .filter(tenant ->
            Conditions.find(tenant.getStatus(), ConditionType.PROMETHEUS_READY)
                .filter(c -> PrometheusPart.ROLLING_OUT.equals(c.getReason()))
                .isPresent())
        .map(tenant -> tenant.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  /** Starts its informers, and then works, once it leads. */
  void start() {
    operator.start();
    started = true;
  }

  /** Whether it has started; it may still wait to lead. */
  boolean isStarted() {
    return started;
  }

  /** Has all tenants looked at again. */
  void callAll() {
    controller.callAll();
  }

  /** Ends what is being done, gives the lease back, and stops. */
  @Override
  public void close() {
    operator.stop();
  }
}
