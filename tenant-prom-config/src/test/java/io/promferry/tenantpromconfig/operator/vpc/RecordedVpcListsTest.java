package io.promferry.tenantpromconfig.operator.vpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.apiserver.Request;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.render.VpcEntries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordedVpcListsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FOREIGN =
      """
      {"priority":31000,"match":"ip4.dst == 10.0.0.0/8","action":"allow","future":{"a":[1.50,null]}}\
      """;
  private static final Vpc.PolicyRoute ROUTE =
      new Vpc.PolicyRoute(30000, "ip4.dst == 10.96.0.50", "reroute", "10.0.1.9");
  private static final Vpc.BfdPort BFD = new Vpc.BfdPort(true, "169.254.255.1", null);

  private final ApiServer server = new ApiServer(Clock.systemUTC());
  private final RecordedVpcLists lists =
      new RecordedVpcLists(
          server.client(), () -> server.admin().resources(Vpc.class).list().getItems());

  @BeforeEach
  void define() {
    server.define(Vpc.class);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void addsItsEntriesAfterThoseOfOthers() {
    create("{\"policyRoutes\":[" + FOREIGN + "]}");

    assertThat(lists.ensure("acme", routes(ROUTE))).isEmpty();
    assertThat(spec("policyRoutes")).hasSize(2);
    assertThat(spec("policyRoutes").get(1).path("nextHopIP").asText()).isEqualTo("10.0.1.9");
  }

  @Test
  void leavesEveryByteOfOthersEntriesAndOtherFieldsAlone() throws Exception {
    create("{\"futureField\":{\"b\":1},\"policyRoutes\":[" + FOREIGN + "]}");
    lists.ensure("acme", routes(ROUTE));
    assertThat(spec("policyRoutes").get(0)).isEqualTo(MAPPER.readTree(FOREIGN));

    lists.remove("acme");
    assertThat(spec("policyRoutes")).hasToString("[" + MAPPER.readTree(FOREIGN) + "]");
    assertThat(spec("futureField")).hasToString("{\"b\":1}");
  }

  @Test
  void writesNothingTwice() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    lists.ensure("acme", routes(ROUTE));

    assertThat(server.requests()).extracting(Request::verb).containsOnlyOnce("patch");
  }

  @Test
  void asksNothingForATenantWithoutEntries() {
    lists.ensure("acme", List.of());
    lists.remove("acme");

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void putsBackWhatWasRemovedByHand() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    patch("{\"spec\":{\"policyRoutes\":[]}}");
    lists.ensure("acme", routes(ROUTE));

    assertThat(spec("policyRoutes")).hasSize(1);
  }

  @Test
  void repairsWhatWasChangedByHand() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    patch(
        "{\"spec\":{\"policyRoutes\":[{\"priority\":30000,\"match\":\"ip4.dst =="
            + " 10.96.0.50\",\"action\":\"drop\"}]}}");
    lists.ensure("acme", routes(ROUTE));

    assertThat(spec("policyRoutes")).hasSize(1);
    assertThat(spec("policyRoutes").get(0).path("action").asText()).isEqualTo("reroute");
  }

  @Test
  void letsTheControllersDefaultsBe() {
    create("{}");
    var route = new Vpc.StaticRoute(null, "10.9.0.0/24", "169.254.0.2", null);
    lists.ensure("acme", entries(List.of(), List.of(route), List.of(), null));
    patch(
        "{\"spec\":{\"staticRoutes\":[{\"policy\":\"policyDst\",\"cidr\":\"10.9.0.0/24\",\"nextHopIP\":\"169.254.0.2\",\"ecmpMode\":\"\",\"bfdId\":\"\",\"routeTable\":\"\"}]}}");
    lists.ensure("acme", entries(List.of(), List.of(route), List.of(), null));

    assertThat(spec("staticRoutes").get(0).has("ecmpMode")).isTrue();
  }

  @Test
  void exchangesAnEntryThatIsWantedOtherwise() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    lists.ensure("acme", routes(new Vpc.PolicyRoute(29999, "ip4.dst == 1.2.3.4", "allow", null)));

    assertThat(spec("policyRoutes")).hasSize(1);
    assertThat(spec("policyRoutes").get(0).path("priority").asInt()).isEqualTo(29999);
  }

  @Test
  void neverAdoptsAnEqualEntryOfSomebodyElse() {
    create("{\"policyRoutes\":[" + MAPPER.valueToTree(ROUTE) + "]}");
    assertThat(lists.ensure("acme", routes(ROUTE))).isEmpty();
    lists.remove("acme");

    assertThat(spec("policyRoutes")).hasSize(1);
    assertThat(annotation()).isEmpty();
  }

  @Test
  void namesWhatStandsInTheWayAndLeavesItThere() {
    create(
        "{\"staticRoutes\":[{\"policy\":\"policyDst\",\"cidr\":\"10.9.0.0/24\",\"nextHopIP\":\"10.0.1.254\"}]}");
    var route = new Vpc.StaticRoute(null, "10.9.0.0/24", "169.254.0.2", null);
    var problems = lists.ensure("acme", entries(List.of(ROUTE), List.of(route), List.of(), null));

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.reason()).isEqualTo("VpcEntryConflict");
          assertThat(problem.message())
              .contains("Vpc vpc-a")
              .contains("staticRoutes")
              .contains("10.9.0.0/24")
              .contains("somebody else")
              .contains("10.0.1.254");
        });
    assertThat(spec("staticRoutes").get(0).path("nextHopIP").asText()).isEqualTo("10.0.1.254");
    assertThat(spec("policyRoutes")).hasSize(1);
  }

  @Test
  void namesTheOtherTenantThatStandsInTheWay() {
    create("{}");
    var peering = List.of(new Vpc.Peering("hub", "169.254.0.1/30"));
    var other = List.of(new Vpc.Peering("hub", "169.254.0.9/30"));
    lists.ensure("acme", entries(List.of(), List.of(), peering, null));

    assertThat(lists.ensure("beta", entries(List.of(), List.of(), other, null)))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("tenant acme")
        .contains("169.254.0.1/30");
    assertThat(spec("vpcPeerings")).hasSize(1);
  }

  @Test
  void keepsASharedEntryForTheLastWhoNeedsIt() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    assertThat(lists.ensure("beta", routes(ROUTE))).isEmpty();
    assertThat(spec("policyRoutes")).hasSize(1);

    lists.remove("acme");
    assertThat(spec("policyRoutes")).hasSize(1);
    lists.remove("beta");
    assertThat(spec("policyRoutes")).isEmpty();
  }

  @Test
  void removesItsEntriesFromAVpcThatIsNoLongerNamed() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    lists.ensure("acme", List.of());

    assertThat(spec("policyRoutes")).isEmpty();
    assertThat(annotation()).isEmpty();
  }

  @Test
  void removesWhatIsNotKnownOfYet() {
    create("{}");
    var late = new RecordedVpcLists(server.client(), List::of);
    late.ensure("acme", routes(ROUTE));
    late.remove("acme");

    assertThat(spec("policyRoutes")).isEmpty();
  }

  @Test
  void setsTheBfdPortOnceAndRemovesItWithTheLast() {
    create("{}");
    lists.ensure("acme", bfd());
    lists.ensure("beta", bfd());
    assertThat(spec("bfdPort").path("ip").asText()).isEqualTo("169.254.255.1");

    lists.remove("acme");
    assertThat(spec("bfdPort").isMissingNode()).isFalse();
    lists.remove("beta");
    assertThat(spec("bfdPort").isMissingNode()).isTrue();
  }

  @Test
  void leavesABfdPortThatIsNotOurs() {
    create("{\"bfdPort\":{\"enabled\":true,\"ip\":\"169.254.255.1\"}}");
    assertThat(lists.ensure("acme", bfd())).isEmpty();
    lists.remove("acme");

    assertThat(spec("bfdPort").path("enabled").asBoolean()).isTrue();
  }

  @Test
  void leavesABfdPortThatSomebodyHasChanged() {
    create("{}");
    lists.ensure("acme", bfd());
    patch("{\"spec\":{\"bfdPort\":{\"ip\":\"169.254.255.9\"}}}");
    lists.remove("acme");

    assertThat(spec("bfdPort").path("ip").asText()).isEqualTo("169.254.255.9");
  }

  @Test
  void saysThatSomebodyHasDisabledTheBfdPort() {
    create("{\"bfdPort\":{\"enabled\":false}}");

    assertThat(lists.ensure("acme", bfd()))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("bfdPort is needed");
  }

  @Test
  void saysThatThereIsNoSuchVpc() {
    assertThat(lists.ensure("acme", routes(ROUTE)))
        .containsExactly(
            new Problem(ConditionType.EGRESS_READY, "VpcNotFound", "there is no Vpc vpc-a"));
  }

  @Test
  void removesNothingWhereTheVpcIsGone() {
    create("{}");
    lists.ensure("acme", routes(ROUTE));
    server.admin().resources(Vpc.class).withName("vpc-a").delete();

    lists.remove("acme");
    assertThat(server.requests()).extracting(Request::verb).containsOnlyOnce("patch");
  }

  @Test
  void touchesNothingWhereItsRecordIsBroken() {
    create("{\"policyRoutes\":[" + FOREIGN + "]}");
    patch("{\"metadata\":{\"annotations\":{\"promferry.io/entries\":\"{broken\"}}}");

    assertThat(lists.ensure("acme", routes(ROUTE)))
        .extracting(Problem::reason)
        .containsExactly("VpcRecordUnreadable");
    assertThat(spec("policyRoutes")).hasSize(1);
  }

  @Test
  void startsAgainWhereSomebodyElseHasWritten() {
    create("{}");
    server.beforeNext("patch", () -> patch("{\"spec\":{\"policyRoutes\":[" + FOREIGN + "]}}"));

    assertThat(lists.ensure("acme", routes(ROUTE))).isEmpty();
    assertThat(spec("policyRoutes")).hasSize(2);
  }

  @Test
  void givesUpAfterSomeTries() {
    create("{}");
    for (var i = 0; i < 5; i++) {
      var label = "{\"metadata\":{\"labels\":{\"n\":\"" + i + "\"}}}";
      server.beforeNext("patch", () -> patch(label));
    }

    assertThatThrownBy(() -> lists.ensure("acme", routes(ROUTE)))
        .isInstanceOf(KubernetesClientException.class);
    assertThat(spec("policyRoutes").isMissingNode()).isTrue();
  }

  private static List<VpcEntries> routes(Vpc.PolicyRoute route) {
    return entries(List.of(route), List.of(), List.of(), null);
  }

  private static List<VpcEntries> bfd() {
    return entries(List.of(), List.of(), List.of(), BFD);
  }

  // Of a compact constructor's parameter NullAway sees no annotation in a class file.
  @SuppressWarnings("NullAway")
  private static List<VpcEntries> entries(
      List<Vpc.PolicyRoute> policyRoutes,
      List<Vpc.StaticRoute> staticRoutes,
      List<Vpc.Peering> peerings,
      Vpc.@Nullable BfdPort bfdPort) {
    return List.of(new VpcEntries("vpc-a", policyRoutes, staticRoutes, peerings, bfdPort));
  }

  private void create(String spec) {
    server
        .admin()
        .raw(
            "/apis/kubeovn.io/v1/vpcs",
            "POST",
            "{\"apiVersion\":\"kubeovn.io/v1\",\"kind\":\"Vpc\",\"metadata\":{\"name\":\"vpc-a\"},\"spec\":"
                + spec
                + "}");
  }

  private void patch(String patch) {
    server
        .admin()
        .resources(Vpc.class)
        .withName("vpc-a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private JsonNode vpc() {
    try {
      return MAPPER.readTree(server.admin().raw("/apis/kubeovn.io/v1/vpcs/vpc-a"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode spec(String field) {
    return vpc().path("spec").path(field);
  }

  private String annotation() {
    return vpc().path("metadata").path("annotations").path(Records.ANNOTATION).asText();
  }
}
