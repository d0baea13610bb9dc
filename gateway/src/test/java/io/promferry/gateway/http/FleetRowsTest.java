package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetRowsTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final TenantId BETA = new TenantId("beta", "vpc-beta");
  private static final FleetRows BEFORE =
      new FleetRows("{\"now\":1}", Map.of(ACME, "{\"rate\":1}", BETA, "{\"rate\":2}"));

  @Test
  void tellsEverythingAtFirst() {
    var all = new JsonObject(BEFORE.all());

    assertThat(all.getJsonObject("head")).isEqualTo(new JsonObject().put("now", 1));
    assertThat(all.getJsonArray("rows"))
        .containsExactlyInAnyOrder(
            new JsonObject().put("rate", 1), new JsonObject().put("rate", 2));
    assertThat(all.getJsonArray("gone")).isEmpty();
    assertThat(new JsonObject(BEFORE.since(FleetRows.NONE))).isEqualTo(all);
  }

  @Test
  void tellsOnlyWhatHasChanged() {
    var now = new FleetRows("{\"now\":2}", Map.of(ACME, "{\"rate\":3}"));

    var change = new JsonObject(now.since(BEFORE));
    assertThat(change.getJsonObject("head")).isEqualTo(new JsonObject().put("now", 2));
    assertThat(change.getJsonArray("rows")).containsExactly(new JsonObject().put("rate", 3));
    assertThat(change.getJsonArray("gone"))
        .containsExactly(new JsonArray().add("beta").add("vpc-beta"));
    assertThat(new JsonObject(now.since(now)).getJsonArray("rows")).isEmpty();
  }
}
