package io.promferry.gateway.source.kube;

import io.promferry.gateway.kube.ApiServer;
import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.source.SourcedTenants;
import io.promferry.gateway.source.TenantSource;
import io.promferry.gateway.telemetry.GatewayMeters;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tenant entries from the Secrets of one namespace. Once they are known, nothing that happens to
 * the API server or on the way to it changes what is served.
 */
public final class KubeTenants implements TenantSource {
  private final String namespace;
  private final AtomicBoolean changed = new AtomicBoolean();
  private final ProblemLog problemLog = new ProblemLog();
  private EntryBook book = EntryBook.EMPTY;
  private @Nullable EntryTerms terms;
  private boolean again;
  private @Nullable LastingWatch watch;
  private @Nullable WatchHealth health;
  private volatile int problems;

  /** Of that namespace, about which nothing is known before {@link #start}. */
  public KubeTenants(String namespace) {
    this.namespace = namespace;
  }

  /** Begins to watch, and to show how that goes; {@code nanos} is a clock that never goes back. */
  public void start(ApiServer api, GatewayMeters meters, LongSupplier nanos) {
    var watched = new WatchHealth(nanos);
    health = watched;
    meters.watchTenantSource(() -> problems, () -> watched.silence().toSeconds());
    watch =
        new LastingWatch(
            () ->
                new SecretWatch(api.client(), namespace, () -> changed.set(true), watched::failed),
            nanos);
  }

  @Override
  public boolean hasChanged() {
    if (watch == null || health == null) {
      return false;
    }
    if (watch.renewed()) {
      changed.set(true);
    }
    health.see(watch.isWatching());
    return terms == null
        ? watch.isSynced()
        : again || (changed.getAndSet(false) && !book.isOf(watch.secrets()));
  }

  /** Never fails: what is wrong is wrong with one entry. */
  @Override
  public SourcedTenants load(EntryTerms now) {
    if (watch == null || (terms == null && !watch.isSynced())) {
      return SourcedTenants.NOT_LOADED;
    }
    // Other terms are those of a reload, and if that is refused, what it saw is still to be loaded.
    again = terms != null && !terms.equals(now);
    terms = now;
    book = book.next(watch.secrets(), now);
    var tenants = book.tenants();
    problems = tenants.problems().size();
    problemLog.tell(tenants.problems());
    return tenants;
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
