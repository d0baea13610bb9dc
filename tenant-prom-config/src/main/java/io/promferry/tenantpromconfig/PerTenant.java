package io.promferry.tenantpromconfig;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Values of an option by tenant: {@code TENANT=VALUE}, or only the value where there is one tenant.
 */
record PerTenant(Map<String, List<String>> values) {
  /**
   * Sorts them by tenant, each tenant's in their order.
   *
   * @throws IllegalArgumentException if one names no tenant that is there
   */
  static PerTenant of(String option, List<String> given, List<String> tenants) {
    var values = new LinkedHashMap<String, List<String>>();
    tenants.forEach(tenant -> values.put(tenant, new ArrayList<>()));
    for (var one : given) {
      var equals = one.indexOf('=');
      if (equals < 0 && tenants.size() != 1) {
        throw new IllegalArgumentException(
            option + " needs TENANT=… because there are " + tenants.size() + " tenants");
      }
      var tenant = equals < 0 ? tenants.getFirst() : one.substring(0, equals);
      var list = values.get(tenant);
      if (list == null) {
        throw new IllegalArgumentException(
            "%s names tenant '%s', and there are %s".formatted(option, tenant, tenants));
      }
      list.add(one.substring(equals + 1));
    }
    return new PerTenant(values);
  }

  List<String> get(String tenant) {
    return List.copyOf(Objects.requireNonNull(values.get(tenant)));
  }

  void forEachValue(Consumer<String> action) {
    values.values().forEach(list -> list.forEach(action));
  }
}
