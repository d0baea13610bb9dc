package io.promferry.loadtests.driver;

import io.promferry.loadtests.peer.TenantEntry;
import java.util.List;
import java.util.stream.IntStream;

/** The tenants of a load, numbered from 0. */
public final class LoadTenants {
  private static final String PREFIX = "load-";

  private LoadTenants() {}

  public static TenantEntry entry(int tenant) {
    return TenantEntry.of("%s%05d".formatted(PREFIX, tenant));
  }

  /** The first {@code count} of them. */
  public static List<TenantEntry> entries(int count) {
    return IntStream.range(0, count).mapToObj(LoadTenants::entry).toList();
  }

  /** The number of the tenant of that name, or -1 if it is none of a load's. */
  public static int number(String name) {
    try {
      return name.startsWith(PREFIX) ? Integer.parseInt(name.substring(PREFIX.length())) : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
