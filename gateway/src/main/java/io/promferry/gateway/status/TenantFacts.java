package io.promferry.gateway.status;

import io.promferry.gateway.tenant.AddressRange;
import io.promferry.gateway.tenant.EntryVersion;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What others know of a tenant at one moment: how far it is within its limits, and from where it
 * writes.
 *
 * @param activeSeries series that it has sent lately; empty where they are not counted
 * @param topMetrics the metric names with the most of them, most first; the tenant chose the names
 * @param expected the addresses that its entry names, whether or not they are checked
 * @param sources where its writes came from, latest first
 * @param entry the object that it is served from; null where it is none's
 * @param credentials all that it may use, in the order of its entry
 */
public record TenantFacts(
    List<LimitUse> limits,
    OptionalLong activeSeries,
    List<MetricSeries> topMetrics,
    List<AddressRange> expected,
    List<SourceSeen> sources,
    @Nullable EntryVersion entry,
    List<CredentialUse> credentials) {
  /** Nothing is known. */
  public static final TenantFacts NONE =
      new TenantFacts(
          List.of(), OptionalLong.empty(), List.of(), List.of(), List.of(), null, List.of());

  private static final int LONGEST_NAME = 1_024;

  public TenantFacts {
    limits = List.copyOf(limits);
    topMetrics = List.copyOf(topMetrics);
    expected = List.copyOf(expected);
    sources = List.copyOf(sources);
    credentials = List.copyOf(credentials);
  }

  /**
   * A limit that is set.
   *
   * @param limit its key in a tenant's entry, such as {@code samples-per-second}
   * @param used in the unit of the limit
   * @param of the limit
   */
  public record LimitUse(String limit, double used, double of) {}

  /** How many active series have this name, of which the first 1,024 characters are kept. */
  public record MetricSeries(String name, long series) {
    public MetricSeries {
      name = Words.cut(name, LONGEST_NAME);
    }
  }

  /**
   * An address from which writes came with the tenant's credential.
   *
   * @param expected whether it is one of the tenant's; true where nobody checks
   */
  public record SourceSeen(String address, Instant lastSeen, boolean expected) {}

  /**
   * A credential, without what is secret of it.
   *
   * @param kind its key in a tenant's entry, such as {@code bearer-token}
   * @param id what tells it from others of its kind
   * @param lastUsed null if it was not used since the gateway knows it
   */
  public record CredentialUse(String kind, String id, @Nullable Instant lastUsed) {}
}
