package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedFleetTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final Instant NOW = Instant.parse("2026-01-02T09:12:00Z");
  private static final FleetRow NEVER_WROTE =
      new FleetRow(ACME, "never_wrote", Severity.FAILING, "never wrote", 0, 0, null, null, null, 0);
  private static final FleetRow WRITING =
      new FleetRow(ACME, "writing", Severity.OK, null, 12, 0, 900L, 1000L, "active-series", 0.5);

  @Test
  void isOfThisReplicaAloneWhereThereAreNoOthers() {
    var own = fleet("a", "up", Map.of(ACME, NEVER_WROTE));
    var all = all(own, List.of());

    assertThat(all.getJsonArray("rows")).containsExactly(NEVER_WROTE.json());
    assertThat(all.getJsonObject("head").getJsonArray("replicas")).isEmpty();
    assertThat(all.getJsonObject("head").getJsonArray("upstreams"))
        .isEqualTo(own.head().getJsonArray("upstreams"));
  }

  @Test
  void tellsWhatAnotherReplicaKnows() {
    var own = fleet("a", "up", Map.of(ACME, NEVER_WROTE));
    var other = fleet("b", "up", Map.of(ACME, WRITING));

    assertThat(all(own, List.of(reached(other))).getJsonArray("rows"))
        .containsExactly(WRITING.json());
  }

  @Test
  void knowsNothingForSureWhileOneCannotBeReached() {
    var own = fleet("a", "up", Map.of(ACME, NEVER_WROTE));
    var lost = new Heard("10.0.0.2", fleet("b", "up", Map.of(ACME, WRITING)), NOW, "refused");
    var all = all(own, List.of(lost));

    var row = all.getJsonArray("rows").getJsonObject(0);
    assertThat(row.getString("severity")).isEqualTo("unknown");
    assertThat(row.getString("text")).startsWith("unknown: replica b cannot be reached");
    assertThat(row.getDouble("rate")).isZero();
    assertThat(row.getLong("lastSample")).isEqualTo(900);
    assertThat(all.getJsonObject("head").getJsonArray("replicas").getJsonObject(1))
        .isEqualTo(
            new JsonObject()
                .put("name", "b")
                .put("version", "1.2.3")
                .put("started", "2026-01-02T09:00:00Z")
                .put("loaded", true)
                .put("address", "10.0.0.2")
                .put("reached", false)
                .put("since", "2026-01-02T09:12:00Z")
                .put("problem", "refused"));
  }

  @Test
  void namesOneThatWasNeverHeardByItsAddress() {
    var own = fleet("a", "up", Map.of(ACME, NEVER_WROTE));
    var all = all(own, List.of(new Heard("10.0.0.2", null, NOW, "refused")));

    assertThat(all.getJsonArray("rows").getJsonObject(0).getString("text"))
        .startsWith("unknown: replica 10.0.0.2 cannot be reached; the others: never wrote");
  }

  @Test
  void tellsWhoHasNotLoadedAnEntry() {
    var own = fleet("a", "up", Map.of());
    var other = fleet("b", "up", Map.of(ACME, NEVER_WROTE));

    assertThat(
            all(own, List.of(reached(other)))
                .getJsonArray("rows")
                .getJsonObject(0)
                .getString("text"))
        .startsWith("unknown: replica a has not loaded its entry");
  }

  @Test
  void tellsTheWorstOfAnUpstreamAndWhereReplicasDiffer() {
    var own = fleet("a", "up", Map.of());
    var upstreams =
        all(own, List.of(reached(fleet("b", "down", Map.of()))))
            .getJsonObject("head")
            .getJsonArray("upstreams");

    var central = upstreams.getJsonObject(0);
    assertThat(upstreams).hasSize(1);
    assertThat(central.getString("state")).isEqualTo("down");
    assertThat(central.getLong("inFlight")).isEqualTo(6);
    assertThat(central.getLong("concurrencyLimit")).isEqualTo(64);
    assertThat(central.getJsonObject("latency").getDouble("p99Seconds")).isEqualTo(0.59);
    assertThat(central.getString("lastSuccess")).isEqualTo("2026-01-02T09:11:59Z");
    assertThat(central.getJsonArray("replicas"))
        .containsExactly(
            new JsonObject().put("name", "a").put("state", "up"),
            new JsonObject().put("name", "b").put("state", "down"));
    var alike = all(own, List.of(reached(fleet("b", "up", Map.of()))));
    assertThat(
            alike
                .getJsonObject("head")
                .getJsonArray("upstreams")
                .getJsonObject(0)
                .getJsonArray("replicas"))
        .isEmpty();
  }

  @Test
  void addsUpWhoIsNobodys() {
    var own = fleet("a", "up", Map.of());
    var head = all(own, List.of(reached(fleet("b", "up", Map.of())))).getJsonObject("head");

    assertThat(head.getJsonArray("unattributed"))
        .singleElement()
        .extracting(one -> ((JsonObject) one).getLong("requests"))
        .isEqualTo(4L);
  }

  @Test
  void isToldBetweenReplicasAsItIs() {
    var fleet = fleet("a", "up", Map.of(ACME, WRITING));

    assertThat(ReplicaFleet.parse(fleet.json())).isEqualTo(fleet);
  }

  private static JsonObject all(ReplicaFleet own, List<Heard> others) {
    return new JsonObject(MergedFleet.of(own, others).all());
  }

  private static Heard reached(ReplicaFleet fleet) {
    return new Heard("10.0.0.2", fleet, NOW, "");
  }

  private static ReplicaFleet fleet(String name, String upstream, Map<TenantId, FleetRow> rows) {
    var second = upstream.equals("up") ? 59 : 10;
    return new ReplicaFleet(
        "process-" + name,
        new JsonObject()
            .put("replica", name)
            .put("version", "1.2.3")
            .put("started", "2026-01-02T09:00:00Z")
            .put("source", new JsonObject().put("loaded", true))
            .put(
                "upstreams",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "central")
                            .put("state", upstream)
                            .put("inFlight", 3)
                            .put("concurrencyLimit", 32)
                            .put("latency", new JsonObject().put("p99Seconds", second / 100.0))
                            .put("lastSuccess", "2026-01-02T09:11:" + second + "Z")))
            .put(
                "unattributed",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("address", "10.0.0.9")
                            .put("reason", "unknown")
                            .put("requests", 2)
                            .put("lastSeen", "2026-01-02T09:11:" + second + "Z"))),
        rows);
  }
}
