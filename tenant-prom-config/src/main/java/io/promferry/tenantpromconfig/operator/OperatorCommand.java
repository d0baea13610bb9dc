package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PrometheusDuration;
import io.promferry.tenantpromconfig.operator.addresses.Claims;
import io.promferry.tenantpromconfig.operator.addresses.TransitMeters;
import io.promferry.tenantpromconfig.operator.addresses.TransitRange;
import io.promferry.tenantpromconfig.operator.credentials.BearerToken;
import io.promferry.tenantpromconfig.operator.flow.GatewayPoller;
import io.promferry.tenantpromconfig.operator.flow.GatewayReplicas;
import io.promferry.tenantpromconfig.operator.flow.PolledGatewayReports;
import io.promferry.tenantpromconfig.operator.vpc.RecordedVpcLists;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the operator in a cluster until it is told to stop. */
@Command(
    name = "operator",
    description = "Brings the cluster to what its MetricsTenants need, and keeps it there.",
    mixinStandardHelpOptions = true)
public final class OperatorCommand implements Callable<Integer> {
  private static final Logger logger = LoggerFactory.getLogger(OperatorCommand.class);
  private static final int UNUSABLE = 2;
  private static final Duration READ_SETTINGS_EVERY = Duration.ofSeconds(10);
  private static final Duration ASK_GATEWAYS_EVERY = Duration.ofSeconds(5);
  private static final Duration ANSWERS_ARE_GOOD_FOR = Duration.ofSeconds(20);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);
  private static final Duration INFORMER_PATIENCE = Duration.ofSeconds(20);

  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "platform.yml; read again when it changes")
  private Path config = Path.of("platform.yml");

  @Option(
      names = "--listen",
      defaultValue = "0.0.0.0:9203",
      paramLabel = "HOST:PORT",
      description = "of /-/healthy, /-/ready and /metrics (default: ${DEFAULT-VALUE})")
  private String listen = "";

  @Option(
      names = "--leader-election",
      defaultValue = "true",
      arity = "1",
      description = "wait for a Lease, so that several replicas may run (default: true)")
  private boolean leaderElection;

  @Option(
      names = "--bind-namespaces",
      defaultValue = "false",
      arity = "1",
      description =
          "make the RoleBinding to ClusterRole promferry-tenant in tenants' namespaces, which else"
              + " somebody else must make (default: false)")
  private boolean bindNamespaces;

  @Option(
      names = "--service-account",
      defaultValue = "promferry-operator",
      paramLabel = "NAME",
      description = "as whom this operator speaks (default: ${DEFAULT-VALUE})")
  private String serviceAccount = "";

  @Option(
      names = "--restarts-at-once",
      defaultValue = "2",
      paramLabel = "TENANTS",
      description =
          "how many tenants' Prometheus are restarted at a time (default: ${DEFAULT-VALUE})")
  private int restartsAtOnce;

  @Spec
  void command(CommandSpec spec) {
    command = spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      run(new PlatformWatch(config), address());
      return 0;
    } catch (IOException e) {
      command.commandLine().getErr().println("cannot read or listen: " + e.getMessage());
      return UNUSABLE;
    } catch (PlatformException e) {
      e.problems().forEach(p -> command.commandLine().getErr().println(config + ": " + p));
      return UNUSABLE;
    }
  }

  private InetSocketAddress address() {
    var colon = listen.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          listen.substring(0, Math.max(colon, 0)), Integer.parseInt(listen.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "--listen: '" + listen + "' is not HOST:PORT", e);
    }
  }

  private void run(PlatformWatch platform, InetSocketAddress address)
      throws IOException, InterruptedException {
    var stopping = new AtomicBoolean();
    var instance = Optional.ofNullable(System.getenv("POD_NAME"));
    var identity = instance.orElseGet(() -> UUID.randomUUID().toString());
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (var client = new KubernetesClientBuilder().build();
        var replicas = new GatewayReplicas(client, platform.get(), ANSWER_WITHIN);
        var ticks = Executors.newSingleThreadScheduledExecutor()) {
      var reports = new PolledGatewayReports(replicas, ANSWERS_ARE_GOOD_FOR, Clock.systemUTC());
      var transit = new CompletableFuture<TransitRange>();
      var operator =
          new TenantOperator(
              around(client, platform, reports, registry, transit),
              settings(platform.get(), identity, stopping));
      try (var poller = new GatewayPoller(reports, () -> {});
          var listener = new OperatorListener(address, registry, operator::isStarted)) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, stopping), "stop"));
        poller.start(ASK_GATEWAYS_EVERY);
        logger.atInfo().addKeyValue("port", listener.port()).log("operator starts");
        operator.start();
        // Before, there would be nothing to count from.
        var _ = transit.thenAccept(range -> TransitMeters.bind(range, registry));
        var _ =
            ticks.scheduleWithFixedDelay(
                () -> refresh(platform, operator),
                READ_SETTINGS_EVERY.toSeconds(),
                READ_SETTINGS_EVERY.toSeconds(),
                TimeUnit.SECONDS);
        new CountDownLatch(1).await();
      }
    }
  }

  private static void refresh(PlatformWatch platform, TenantOperator operator) {
    if (platform.refresh()) {
      logger.atInfo().log("settings have changed, all tenants are looked at again");
      operator.callAll();
    }
  }

  /** Gives the lease back and ends; in any case soon, even while the start waits for the API. */
  private static void stop(TenantOperator operator, AtomicBoolean stopping) {
    stopping.set(true);
    logger.atInfo().log("operator stops");
    if (operator.isStarted()) {
      operator.close();
    }
    Runtime.getRuntime().halt(0);
  }

  private static TenantOperator.Surroundings around(
      KubernetesClient client,
      PlatformWatch platform,
      GatewayReports reports,
      MeterRegistry registry,
      CompletableFuture<TransitRange> transit) {
    var random = new SecureRandom();
    return new TenantOperator.Surroundings(
        client,
        platform,
        observed -> {
          var range = transitRange(client, platform.get(), observed);
          transit.complete(range);
          return range;
        },
        observed -> new RecordedVpcLists(client, observed::vpcs),
        reports,
        Clock.systemUTC(),
        registry,
        () -> BearerToken.random(random));
  }

  private static TransitRange transitRange(
      KubernetesClient client, Platform platform, Observed observed) {
    var subnet = platform.transit().subnet();
    var claims =
        new Claims(
            observed::egressGateways,
            observed::tenants,
            observed::entries,
            () ->
                observed.subnets().stream()
                    .filter(s -> s.getMetadata().getName().equals(subnet))
                    .findFirst());
    var grace = PrometheusDuration.parse(platform.rotation().addressGrace());
    return new TransitRange(client, platform, claims, grace, Clock.systemUTC());
  }

  private TenantOperator.Settings settings(
      Platform platform, String identity, AtomicBoolean stopping) {
    var namespace = platform.namespaces().gateway();
    return new TenantOperator.Settings(
        identity,
        new NamespaceAccess.Settings(bindNamespaces, namespace, serviceAccount),
        restartsAtOnce,
        INFORMER_PATIENCE,
        leaderElection ? Optional.of(lease(namespace, identity, stopping)) : Optional.empty());
  }

  /** One that no longer leads must not write, so it ends at once. */
  private static LeaderElectionConfiguration lease(
      String namespace, String identity, AtomicBoolean stopping) {
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("promferry-operator")
        .withLeaseNamespace(namespace)
        .withIdentity(identity)
        .withExitOnStopLeading(false)
        .withLeaderCallbacks(
            new LeaderCallbacks(
                () -> logger.atInfo().log("leads"),
                () -> {
                  if (!stopping.get()) {
                    logger.atWarn().log("no longer leads, ends");
                    Runtime.getRuntime().halt(1);
                  }
                },
                leader -> logger.atInfo().addKeyValue("leader", leader).log("leader known")))
        .build();
  }
}
