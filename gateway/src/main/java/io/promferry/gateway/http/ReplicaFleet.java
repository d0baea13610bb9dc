package io.promferry.gateway.http;

import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one replica knows of all tenants, by itself: the answer of {@code GET /api/v1/replica},
 * which asks nobody else, so that replicas never ask each other in circles. Replicas of two
 * versions must understand each other, so fields are only ever added.
 *
 * @param process told apart from all others, and from its own earlier lives
 * @param head what it knows of itself and its upstreams
 */
record ReplicaFleet(String process, JsonObject head, Map<TenantId, FleetRow> rows) {
  ReplicaFleet {
    rows = Map.copyOf(rows);
  }

  /** Of this replica, at this moment. */
  static ReplicaFleet of(Overview overview, String process) {
    var serving = overview.current().get();
    var verdicts = overview.verdicts(serving);
    var rows = new HashMap<TenantId, FleetRow>();
    serving.tenants().forEach((id, tenant) -> rows.put(id, FleetRow.of(verdicts, id, tenant)));
    var head = TenantsJson.head(overview.identity(), verdicts, serving.source());
    return new ReplicaFleet(process, head, rows);
  }

  Buffer json() {
    var told = new JsonArray();
    rows.values().forEach(row -> told.add(row.json()));
    return new JsonObject().put("process", process).put("head", head).put("rows", told).toBuffer();
  }

  /**
   * From what another replica has told.
   *
   * @throws IllegalArgumentException if that is none
   */
  static ReplicaFleet parse(Buffer json) {
    try {
      var told = new JsonObject(json);
      var rows = new HashMap<TenantId, FleetRow>();
      for (var one : told.getJsonArray("rows")) {
        var row = FleetRow.parse((JsonObject) one);
        rows.put(row.id(), row);
      }
      return new ReplicaFleet(
          Objects.requireNonNull(told.getString("process")),
          Objects.requireNonNull(told.getJsonObject("head")),
          rows);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("did not answer as a replica does", e);
    }
  }

  /** Its name, for people. */
  String name() {
    return head.getString("replica", "");
  }

  boolean isLoaded() {
    return head.getJsonObject("source", new JsonObject()).getBoolean("loaded", true);
  }
}
