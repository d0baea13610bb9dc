package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.render.VpcEntries;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was to stand in Vpcs. */
final class FakeLists implements VpcLists {
  final Map<String, List<VpcEntries>> entries = new ConcurrentHashMap<>();

  @Override
  public List<Problem> ensure(String tenant, List<VpcEntries> wanted) {
    entries.put(tenant, wanted);
    return List.of();
  }

  @Override
  public void remove(String tenant) {
    entries.remove(tenant);
  }
}
