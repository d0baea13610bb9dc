package io.promferry.tenantpromconfig.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.apiserver.SettableClock;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.MetricsTenantSpec;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import io.promferry.tenantpromconfig.model.TenantId;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import io.promferry.tenantpromconfig.operator.credentials.BearerToken;
import io.promferry.tenantpromconfig.operator.credentials.CredentialState;
import io.promferry.tenantpromconfig.operator.status.Conditions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cluster with Kube-OVN, one VPC with the namespace acme, and an operator in it. */
final class Cluster implements AutoCloseable {
  static final TenantId ACME = new TenantId("acme", "vpc-acme");

  final SettableClock clock = new SettableClock();
  final ApiServer server = new ApiServer(clock);
  final KubernetesClient admin = server.admin();
  final FakeReports reports = new FakeReports();
  final FakeAddresses addresses = new FakeAddresses();
  final FakeLists lists = new FakeLists();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final SecureRandom random = new SecureRandom();
  Platform platform = platform("");

  /** Of new tenants; none where the operator's framework is to set its own. */
  List<String> finalizers = List.of(Names.FINALIZER);

  boolean bindNamespaces;
  private MetricsTenantController.@Nullable Work work;

  Cluster() {
    List.of("promferry", "promferry-tenants", "promferry-egress", "acme")
        .forEach(server::addNamespace);
    List.of(
            MetricsTenant.class,
            Vpc.class,
            Subnet.class,
            VpcEgressGateway.class,
            SecurityGroup.class)
        .forEach(server::define);
    server.restrict(ApiServer.OPERATOR, OperatorRights::allow);
    addVpc("vpc-acme", "acme", "acme-net");
  }

  static Platform platform(String more) {
    try {
      return PlatformFile.parse("gateway: {cluster-ip: 10.96.0.50, tls: false}\n" + more);
    } catch (PlatformException e) {
      throw new IllegalArgumentException(e);
    }
  }

  void addVpc(String name, String namespace, String subnet) {
    var vpc = new Vpc();
    vpc.setMetadata(new ObjectMetaBuilder().withName(name).build());
    vpc.setSpec(
        new Vpc.Spec(
            List.of(namespace),
            subnet,
            null,
            null,
            null,
            new Vpc.BfdPort(true, "169.254.255.1", null)));
    admin.resource(vpc).create();
    var net = new Subnet();
    net.setMetadata(new ObjectMetaBuilder().withName(subnet).build());
    net.setSpec(
        new Subnet.Spec(
            name,
            "IPv4",
            "10.0.1.0/24",
            "10.0.1.1",
            null,
            "ovn",
            List.of(namespace),
            null,
            null,
            null,
            null,
            null));
    admin.resource(net).create();
  }

  /** A tenant as it is written by most. */
  MetricsTenant add(String name) {
    return add(name, "vpc-acme", "acme", new CredentialsSpec(CredentialsSpec.Kind.TOKEN, "30d"));
  }

  MetricsTenant add(String name, String vpc, String namespace, CredentialsSpec credentials) {
    return add(
        name,
        new MetricsTenantSpec(
            "acme", vpc, namespace, null, null, null, null, credentials, null, null, null));
  }

  MetricsTenant add(String name, MetricsTenantSpec spec) {
    var tenant = new MetricsTenant();
    tenant.setMetadata(new ObjectMetaBuilder().withName(name).withFinalizers(finalizers).build());
    tenant.setSpec(spec);
    return admin.resource(tenant).create();
  }

  MetricsTenant get(String name) {
    return admin.resources(MetricsTenant.class).withName(name).get();
  }

  void edit(String name, UnaryOperator<MetricsTenant> change) {
    admin.resources(MetricsTenant.class).withName(name).edit(change);
  }

  MetricsTenantController.Work work() {
    var known = work;
    if (known == null) {
      known = newWork();
      work = known;
    }
    return known;
  }

  private MetricsTenantController.Work newWork() {
    var client = server.client();
    return TenantOperator.work(
        around(client, () -> platform),
        settings(),
        new ListedView(client),
        new OperatorMeters(registry));
  }

  TenantOperator.Surroundings around(KubernetesClient client, Supplier<Platform> settings) {
    return new TenantOperator.Surroundings(
        client,
        settings,
        _ -> addresses,
        _ -> lists,
        reports,
        clock,
        registry,
        () -> BearerToken.random(random));
  }

  TenantOperator.Settings settings() {
    return new TenantOperator.Settings(
        "operator-0",
        new NamespaceAccess.Settings(bindNamespaces, "promferry", "promferry-operator"),
        2,
        Duration.ofMillis(500),
        Optional.empty());
  }

  /** The operator's process ends and another one begins. */
  void restart() {
    work = null;
  }

  /** One look of the operator at a tenant. */
  void look(String name) {
    work().reconciliation().reconcile(get(name));
  }

  /** So many looks that everything that can be has been brought about. */
  void settle(String name) {
    for (int i = 0; i < 5; i++) {
      look(name);
    }
  }

  /** A look at a tenant that goes; whether all of it is gone. */
  boolean lookAtDeletion(String name) {
    return work().deletion().cleanUp(get(name));
  }

  Condition condition(String name, ConditionType type) {
    return Conditions.find(get(name).getStatus(), type).orElseThrow();
  }

  Optional<Secret> secret(String namespace, String name) {
    return Optional.ofNullable(admin.secrets().inNamespace(namespace).withName(name).get());
  }

  Optional<BearerToken> token(String name) {
    return secret("acme", "promferry-" + name + "-credentials")
        .map(s -> s.getData().get("token"))
        .map(t -> new BearerToken(new String(Base64.getDecoder().decode(t), UTF_8)));
  }

  CredentialState state(String name) {
    return CredentialState.of(secret("promferry-tenants", name));
  }

  <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
    return Optional.ofNullable(admin.resources(kind).inNamespace(namespace).withName(name).get());
  }

  <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return Optional.ofNullable(admin.resources(kind).withName(name).get());
  }

  StatefulSet statefulSet(String name) {
    return find(StatefulSet.class, "acme", "promferry-" + name).orElseThrow();
  }

  /** What Kube-OVN would say. */
  void egressIsReady(String name, List<String> externalIps) {
    admin
        .resources(VpcEgressGateway.class)
        .inNamespace("promferry-egress")
        .withName(name)
        .editStatus(veg -> {
          veg.setStatus(
              new VpcEgressGateway.Status("Completed", true, 2, List.of(), List.of(), externalIps));
          return veg;
        });
  }

  /** What the StatefulSet's controller would do: one pod of this revision, running and ready. */
  void podRuns(String tenant, String revision) {
    var set = statefulSet(tenant);
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(set.getMetadata().getName() + "-0")
            .withNamespace("acme")
            .withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
            .addToLabels("controller-revision-hash", revision)
            .addNewOwnerReference()
            .withApiVersion("apps/v1")
            .withKind("StatefulSet")
            .withName(set.getMetadata().getName())
            .withUid(set.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .build();
    admin.resource(pod).create();
    podIs(
        tenant,
        new PodStatusBuilder()
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withLastTransitionTime(clock.instant().toString())
            .endCondition()
            .addNewContainerStatus()
            .withName("prometheus")
            .withReady(true)
            .withNewState()
            .withNewRunning()
            .endRunning()
            .endState()
            .endContainerStatus()
            .build());
    revision(tenant, revision);
  }

  /** What the kubelet would say of the tenant's first pod. */
  void podIs(String tenant, PodStatus status) {
    admin
        .pods()
        .inNamespace("acme")
        .withName("promferry-" + tenant + "-0")
        .editStatus(pod -> {
          pod.setStatus(status);
          return pod;
        });
  }

  /** To which revision the StatefulSet's controller would bring pods. */
  void revision(String tenant, String revision) {
    admin
        .resource(statefulSet(tenant))
        .editStatus(set -> {
          set.setStatus(
              new StatefulSetStatusBuilder()
                  .withObservedGeneration(set.getMetadata().getGeneration())
                  .withReplicas(1)
                  .withReadyReplicas(1)
                  .withUpdateRevision(revision)
                  .build());
          return set;
        });
  }

  /** Everything good: pods run, the egress gateway is ready, samples flow. */
  void ready(String tenant) {
    settle(tenant);
    egressIsReady(tenant, List.of("10.200.0.11", "10.200.0.12"));
    podRuns(tenant, "r1");
    clock.advance(Duration.ofSeconds(30));
    reports.flowing(ACME, clock.instant());
    settle(tenant);
  }

  @Override
  public void close() {
    server.close();
  }
}
