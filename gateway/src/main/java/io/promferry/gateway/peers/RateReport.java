package io.promferry.gateway.peers;

import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one replica takes: the answer of {@code GET /api/v1/rates}. Replicas of two versions must
 * understand each other, so fields are only ever added.
 *
 * @param replica its name, for people
 * @param process told apart from all others, and from its own earlier lives
 * @param samplesPerSecond of each tenant whose rate is limited and that has sent any lately
 */
public record RateReport(String replica, String process, Map<TenantId, Double> samplesPerSecond) {
  public RateReport {
    samplesPerSecond = Map.copyOf(samplesPerSecond);
  }

  /** Tenants are arrays of name, VPC and samples a second, because there may be thousands. */
  public String json() {
    var tenants = new JsonArray();
    samplesPerSecond.forEach((id, perSecond) ->
        tenants.add(
            new JsonArray().add(id.tenant()).add(id.vpc()).add(Math.round(perSecond * 10) / 10.0)));
    return new JsonObject()
        .put("replica", replica)
        .put("process", process)
        .put("tenants", tenants)
        .encode();
  }

  /**
   * Reads what another replica has answered.
   *
   * @throws IllegalArgumentException if that is none
   */
  static RateReport parse(String json) {
    try {
      var report = new JsonObject(json);
      var samplesPerSecond = new HashMap<TenantId, Double>();
      for (var each : report.getJsonArray("tenants", new JsonArray())) {
        var tenant = (JsonArray) each;
        samplesPerSecond.put(
            new TenantId(text(tenant.getString(0)), text(tenant.getString(1))), perSecond(tenant));
      }
      return new RateReport(
          text(report.getString("replica")), text(report.getString("process")), samplesPerSecond);
    } catch (DecodeException | ClassCastException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a report of rates", e);
    }
  }

  private static double perSecond(JsonArray tenant) {
    var number = tenant.getDouble(2);
    if (number == null || !Double.isFinite(number) || number < 0) {
      throw new IllegalArgumentException("not a rate: " + number);
    }
    return number;
  }

  private static String text(@Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException("a report of rates without a name");
    }
    return text;
  }
}
