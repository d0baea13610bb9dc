package io.promferry.gateway.http;

import io.promferry.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** All tenants as all replicas together know them. */
final class MergedFleet {
  private final ReplicaFleet own;
  private final List<Heard> others;
  private final List<ReplicaFleet> reached = new ArrayList<>();
  private final String unreached;

  private MergedFleet(ReplicaFleet own, List<Heard> others) {
    this.own = own;
    this.others = others;
    reached.add(own);
    others.stream()
        .filter(Heard::isReached)
        .forEach(heard -> reached.add(Objects.requireNonNull(heard.fleet())));
    unreached =
        others.stream()
            .filter(heard -> !heard.isReached())
            .findFirst()
            .map(heard -> "replica " + heard.name() + " cannot be reached")
            .orElse("");
  }

  /** Of this replica and what has been heard of the others. */
  static FleetRows of(ReplicaFleet own, List<Heard> others) {
    var merged = new MergedFleet(own, others);
    var rows = new HashMap<TenantId, String>();
    merged.tenants().forEach(id -> rows.put(id, merged.row(id).json().encode()));
    return new FleetRows(MergedHead.of(own, others).encode(), rows);
  }

  private Set<TenantId> tenants() {
    var tenants = new LinkedHashSet<TenantId>();
    reached.forEach(fleet -> tenants.addAll(fleet.rows().keySet()));
    return tenants;
  }

  private FleetRow row(TenantId id) {
    if (others.isEmpty()) {
      return Objects.requireNonNull(own.rows().get(id));
    }
    var rows = new ArrayList<FleetRow>();
    var missing = unreached;
    for (var fleet : reached) {
      var row = fleet.rows().get(id);
      if (row != null) {
        rows.add(row);
      } else if (missing.isEmpty()) {
        missing = "replica " + fleet.name() + " has not loaded its entry";
      }
    }
    return MergedRow.of(rows, old(id), missing);
  }

  /** Of those that cannot be reached any more. */
  private List<FleetRow> old(TenantId id) {
    return others.stream()
        .filter(heard -> !heard.isReached() && heard.fleet() != null)
        .map(heard -> Objects.requireNonNull(heard.fleet()).rows().get(id))
        .filter(Objects::nonNull)
        .toList();
  }
}
