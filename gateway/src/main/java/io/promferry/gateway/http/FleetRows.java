package io.promferry.gateway.http;

import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.Map;

/**
 * All tenants at a glance at one moment, a line each, as JSON.
 *
 * @param head what is known of the gateway, its replicas and its upstreams
 * @param rows by tenant, what does not change from one moment to the next being equal
 */
record FleetRows(String head, Map<TenantId, String> rows) {
  static final FleetRows NONE = new FleetRows("{}", Map.of());

  FleetRows {
    rows = Map.copyOf(rows);
  }

  /** Everything, as one object. */
  String all() {
    return object(rows, Map.of());
  }

  /** What has changed since {@code before}, as one object. */
  String since(FleetRows before) {
    var changed = new HashMap<TenantId, String>(rows);
    changed.entrySet().removeIf(row -> row.getValue().equals(before.rows.get(row.getKey())));
    var gone = new HashMap<TenantId, String>(before.rows);
    gone.keySet().removeAll(rows.keySet());
    return object(changed, gone);
  }

  private String object(Map<TenantId, String> changed, Map<TenantId, String> gone) {
    var names = new JsonArray();
    gone.keySet().forEach(id -> names.add(new JsonArray().add(id.tenant()).add(id.vpc())));
    return "{\"head\":%s,\"rows\":[%s],\"gone\":%s}"
        .formatted(head, String.join(",", changed.values()), names.encode());
  }
}
