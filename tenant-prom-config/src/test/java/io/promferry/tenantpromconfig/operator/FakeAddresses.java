package io.promferry.tenantpromconfig.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hands out 10.200.0.11 and so on, up to a bound. */
final class FakeAddresses implements TransitAddresses {
  private final Map<String, List<String>> pinned = new TreeMap<>();
  int most = 100;
  private int next = 11;

  @Override
  public synchronized List<String> pin(String tenant, int count) throws TransitExhaustedException {
    var own = pinned.computeIfAbsent(tenant, t -> new ArrayList<>());
    while (own.size() < count) {
      if (next - 11 >= most) {
        throw new TransitExhaustedException("all of the transit range is in use; enlarge it");
      }
      own.add("10.200.0." + next++);
    }
    return List.copyOf(own);
  }

  @Override
  public synchronized List<String> expected(String tenant) {
    return List.copyOf(pinned.getOrDefault(tenant, List.of()));
  }

  @Override
  public synchronized void release(String tenant) {
    pinned.remove(tenant);
  }

  synchronized boolean has(String tenant) {
    return pinned.containsKey(tenant);
  }
}
