package io.promferry.tenantpromconfig.operator.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.apiserver.SettableClock;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.MetricsTenantStatus;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import io.promferry.tenantpromconfig.operator.TransitExhaustedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransitRangeTest {
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final SettableClock clock = new SettableClock();
  private final ApiServer server = new ApiServer(clock);
  private final List<VpcEgressGateway> egressGateways = new ArrayList<>();
  private final List<MetricsTenant> tenants = new ArrayList<>();
  private final List<Secret> entries = new ArrayList<>();
  private @Nullable Subnet subnet;
  private TransitRange range = range("10.200.0.0/28");

  @BeforeEach
  void addNamespace() {
    server.addNamespace("promferry");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void startsAfterTheNetworkAddress() throws Exception {
    assertThat(range.pin("acme", 3)).containsExactly("10.200.0.1", "10.200.0.2", "10.200.0.3");
  }

  @Test
  void leavesOutWhatTheSubnetKeeps() throws Exception {
    subnet = subnet("10.200.0.0/28", "10.200.0.1", "10.200.0.3..10.200.0.5", "10.200.0.7");

    assertThat(range.pin("acme", 3)).containsExactly("10.200.0.2", "10.200.0.6", "10.200.0.8");
  }

  @Test
  void leavesOutWhatTheSubnetDoesNotContain() throws Exception {
    subnet = subnet("10.200.0.8/29", "10.200.0.9");

    assertThat(range.pin("acme", 1)).containsExactly("10.200.0.10");
  }

  @Test
  void neverHandsOutTheBroadcastAddress() throws Exception {
    range = range("10.200.0.0/30");

    assertThat(range.pin("acme", 2)).containsExactly("10.200.0.1", "10.200.0.2");
    assertThatThrownBy(() -> range.pin("beta", 1)).isInstanceOf(TransitExhaustedException.class);
  }

  @Test
  void givesTheSameAgainWhileTheEgressGatewayIsNotYetSeen() throws Exception {
    var first = range.pin("acme", 3);

    assertThat(range.pin("acme", 3)).isEqualTo(first);
    assertThat(range.pin("beta", 2)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void remembersWhatItHandedOutInItsNextLife() throws Exception {
    var first = range.pin("acme", 3);

    assertThat(range("10.200.0.0/28").pin("acme", 3)).isEqualTo(first);
    assertThat(range("10.200.0.0/28").pin("beta", 3)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void keepsWhatTheEgressGatewayHasAndAddsWhatIsMissing() throws Exception {
    egressGateways.add(egress("promferry-egress", "acme", List.of("10.200.0.9"), List.of()));

    assertThat(range.pin("acme", 2)).containsExactly("10.200.0.9", "10.200.0.1");
  }

  @Test
  void writesNothingWhenAllIsInTheEgressGateway() throws Exception {
    egressGateways.add(egress("promferry-egress", "acme", List.of("10.200.0.9"), List.of()));
    range.pin("acme", 1);

    assertThat(restingMap()).isNull();
  }

  @Test
  void keepsAwayFromEverybodysEgressGateways() throws Exception {
    egressGateways.add(
        egress("elsewhere", "x", List.of("10.200.0.1,fd00::1"), List.of("10.200.0.2, fd00::2")));

    assertThat(range.pin("acme", 1)).containsExactly("10.200.0.3");
  }

  @Test
  void keepsAwayFromWhatAnEgressGatewayOfTheSameNameElsewhereHas() throws Exception {
    egressGateways.add(egress("elsewhere", "acme", List.of("10.200.0.1"), List.of()));

    assertThat(range.pin("acme", 1)).containsExactly("10.200.0.2");
  }

  @Test
  void keepsAwayFromWhatAnotherTenantsStatusSays() throws Exception {
    tenants.add(tenant("beta", "10.200.0.1"));

    assertThat(range.pin("acme", 1)).containsExactly("10.200.0.2");
  }

  @Test
  void keepsAwayFromWhatTheGatewayExpectsOfOthers() throws Exception {
    entries.add(entry("beta", "sources: {addresses: [10.200.0.1, 10.200.0.4/31]}"));

    assertThat(range.pin("acme", 3)).containsExactly("10.200.0.2", "10.200.0.3", "10.200.0.6");
  }

  @Test
  void keepsAwayFromTheAddressesOfABrokenEntry() throws Exception {
    entries.add(entry("beta", "sources: {addresses: [10.200.0.1"));

    assertThat(range.pin("acme", 1)).containsExactly("10.200.0.2");
  }

  @Test
  void givesBackWhatALostEgressGatewayHad() throws Exception {
    entries.add(entry("acme", "addresses: [10.200.0.7, 10.200.0.8]"));

    assertThat(range.pin("acme", 2)).containsExactly("10.200.0.7", "10.200.0.8");
  }

  @Test
  void doesNotGiveBackWhatIsMeanwhileAnothers() throws Exception {
    entries.add(entry("acme", "addresses: [10.200.0.7, 10.200.0.8]"));
    egressGateways.add(egress("promferry-egress", "beta", List.of("10.200.0.7"), List.of()));

    assertThat(range.pin("acme", 2)).containsExactly("10.200.0.8", "10.200.0.1");
  }

  @Test
  void letsAReleasedAddressRest() throws Exception {
    var first = range.pin("acme", 1);
    range.release("acme");
    clock.advance(GRACE.minusSeconds(1));
    assertThat(range.pin("beta", 1)).doesNotContainAnyElementsOf(first);

    clock.advance(Duration.ofSeconds(1));
    assertThat(range.pin("gamma", 1)).isEqualTo(first);
  }

  @Test
  void restsASpareThatOnlyTheLostEgressGatewayNamed() throws Exception {
    egressGateways.add(egress("promferry-egress", "acme", List.of("10.200.0.1"), List.of()));
    range.pin("acme", 1);
    egressGateways.clear();
    range.release("acme");

    assertThat(range.pin("beta", 1)).containsExactly("10.200.0.2");
  }

  @Test
  void restsFromTheFirstTimeThatItIsGivenBack() throws Exception {
    range.pin("acme", 1);
    range.release("acme");
    clock.advance(GRACE.dividedBy(2));
    range.release("acme");
    clock.advance(GRACE.dividedBy(2));

    assertThat(range.pin("beta", 1)).containsExactly("10.200.0.1");
  }

  @Test
  void letsNoAddressGoThatAnEntryStillNames() throws Exception {
    entries.add(entry("acme", "addresses: [10.200.0.1]"));
    range.release("acme");
    clock.advance(GRACE.plusSeconds(1));

    assertThat(range.pin("beta", 1)).containsExactly("10.200.0.2");
  }

  @Test
  void renewsAReservationBeforeItIsForgotten() throws Exception {
    var first = range.pin("acme", 1);
    clock.advance(GRACE.dividedBy(2).plusSeconds(1));
    range.pin("acme", 1);
    clock.advance(GRACE.dividedBy(2).plusSeconds(1));

    assertThat(range.pin("beta", 1)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void expectsPinnedAndReported() {
    egressGateways.add(
        egress("promferry-egress", "acme", List.of("10.200.0.1"), List.of("10.200.0.5,fd00::5")));

    assertThat(range.expected("acme")).contains("10.200.0.1", "10.200.0.5", "fd00::5");
  }

  @Test
  void expectsWhatHasLeftTheEgressGatewayForTheGraceTimeOnly() {
    entries.add(entry("acme", "addresses: [10.200.0.1, 10.200.0.2]"));
    egressGateways.add(egress("promferry-egress", "acme", List.of("10.200.0.1"), List.of()));
    assertThat(range.expected("acme")).containsExactly("10.200.0.1", "10.200.0.2");

    clock.advance(GRACE);
    assertThat(range.expected("acme")).containsExactly("10.200.0.1");
    assertThat(range.expected("acme")).containsExactly("10.200.0.1");
  }

  @Test
  void expectsNothingOfOthers() throws Exception {
    range.pin("beta", 2);

    assertThat(range.expected("acme")).isEmpty();
  }

  @Test
  void forgetsWhatHasArrivedInTheEgressGateway() throws Exception {
    var first = range.pin("acme", 1);
    egressGateways.add(egress("promferry-egress", "acme", first, List.of()));
    range.pin("beta", 1);

    assertThat(rests()).doesNotContainKey(first.getFirst());
  }

  @Test
  void startsAgainWhereSomebodyElseHasWritten() throws Exception {
    range.pin("acme", 1);
    var other = range("10.200.0.0/28");
    var theirs = other.pin("beta", 1);

    assertThat(range.pin("gamma", 1)).doesNotContainAnyElementsOf(theirs);
    assertThat(rests()).hasSize(3);
  }

  @Test
  void makesItsConfigMapAgain() throws Exception {
    range.pin("acme", 1);
    server.admin().resource(Objects.requireNonNull(restingMap())).delete();
    range.pin("beta", 1);

    assertThat(rests()).isNotEmpty();
  }

  @Test
  void handsOutNothingTwiceToManyAtOnce() throws InterruptedException, ExecutionException {
    range = range("10.200.0.0/24");
    var all = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pins = new ArrayList<Future<List<String>>>();
      for (var i = 0; i < 20; i++) {
        var name = "tenant-" + i;
        pins.add(threads.submit(() -> range.pin(name, 3)));
      }
      for (var pin : pins) {
        all.addAll(pin.get());
      }
    }

    assertThat(new HashSet<>(all)).hasSize(60);
  }

  @Test
  void saysHowMuchIsInUseWhenNothingIsLeft() throws Exception {
    tenants.add(tenant("old", "10.200.0.14"));
    range.pin("acme", 12);

    assertThatThrownBy(() -> range.pin("beta", 3))
        .isInstanceOf(TransitExhaustedException.class)
        .hasMessageContaining("tenant beta needs 3 more")
        .hasMessageContaining("1 are free: of 14, 1 are in use and 12 rest");
  }

  @Test
  void measuresItsUse() throws Exception {
    var registry = new SimpleMeterRegistry();
    TransitMeters.bind(range, registry);
    tenants.add(tenant("old", "10.200.0.14"));
    range.pin("acme", 2);

    assertThat(registry.get("promferry.transit.addresses.size").gauge().value()).isEqualTo(14);
    assertThat(registry.get("promferry.transit.addresses.used").gauge().value()).isEqualTo(3);
    assertThat(registry.get("promferry.transit.addresses.resting").gauge().value()).isEqualTo(2);
  }

  private TransitRange range(String cidr) {
    var platform =
        new Platform(
            new Platform.GatewayAccess(
                "10.96.0.50", 8443, true, null, null, "gw", 9202, Platform.AdminAccess.OPEN),
            new Platform.Namespaces("promferry", "promferry-tenants", "promferry-egress"),
            new Platform.Transit("promferry-transit", cidr, Platform.Topology.OVERLAY),
            new Platform.PrometheusDefaults("prom/prometheus:v3.5.0", "3.5.0", List.of()),
            new Platform.Labels("tenant", "vpc"),
            new Platform.Rotation("10m"),
            new Platform.Networks("10.96.0.0/12"),
            new Platform.DualHomed(
                "promferry-egress/promferry-uplink", "ovn-default", "10.16.0.1"));
    return new TransitRange(
        server.client(),
        platform,
        new Claims(
            () -> egressGateways, () -> tenants, () -> entries, () -> Optional.ofNullable(subnet)),
        GRACE,
        clock);
  }

  private Map<String, String> rests() {
    return Objects.requireNonNull(restingMap()).getData();
  }

  private @Nullable ConfigMap restingMap() {
    return server
        .admin()
        .configMaps()
        .inNamespace("promferry")
        .withName("promferry-resting-addresses")
        .get();
  }

  private static Subnet subnet(String cidr, String gateway, String... excluded) {
    var subnet = new Subnet();
    subnet.getMetadata().setName("promferry-transit");
    subnet.setSpec(
        new Subnet.Spec(
            null,
            null,
            cidr,
            gateway,
            List.of(excluded),
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return subnet;
  }

  private static VpcEgressGateway egress(
      String namespace, String name, List<String> pinned, List<String> reported) {
    var egress = new VpcEgressGateway();
    egress.getMetadata().setNamespace(namespace);
    egress.getMetadata().setName(name);
    egress.getMetadata().setUid(namespace + "/" + name);
    egress.setSpec(
        new VpcEgressGateway.Spec(
            null, null, null, null, null, null, pinned, null, null, null, null));
    egress.setStatus(new VpcEgressGateway.Status(null, null, null, null, null, reported));
    return egress;
  }

  private static MetricsTenant tenant(String name, String... addresses) {
    var tenant = new MetricsTenant();
    tenant.getMetadata().setName(name);
    tenant.getMetadata().setUid("tenant/" + name);
    tenant.setStatus(new MetricsTenantStatus(null, null, List.of(addresses), null));
    return tenant;
  }

  private static Secret entry(String name, String text) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withUid("entry/" + name)
        .endMetadata()
        .withData(
            Map.of(
                "tenant.yml",
                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
        .build();
  }
}
