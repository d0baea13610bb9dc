package io.promferry.gateway.upstream;

import io.promferry.gateway.config.HostPort;
import io.promferry.gateway.events.LogEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which address of a store's host is to be used next. The name is looked up again in the
 * background; the last answer stays for as long as there is no newer one. Thread-safe.
 */
final class AddressBook {
  /** Looks a name up; may block, so it runs on a worker thread. */
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private static final Logger logger = LoggerFactory.getLogger(AddressBook.class);

  private final String upstream;
  private final String host;
  private final Resolver resolver;
  private final Vertx vertx;
  private final AddressRing ring;
  private final AtomicBoolean resolved = new AtomicBoolean(true);
  private final @Nullable Long timer;
  private @Nullable Future<Void> lookUp;

  AddressBook(
      String upstream,
      String host,
      Resolver resolver,
      Duration refresh,
      LongSupplier nanoTime,
      Vertx vertx) {
    this.upstream = upstream;
    this.host = host;
    this.resolver = resolver;
    this.vertx = vertx;
    this.ring = new AddressRing(nanoTime);
    if (HostPort.isAddress(host)) {
      ring.replace(List.of(InetAddress.ofLiteral(host)));
      timer = null;
    } else {
      timer = vertx.setPeriodic(0, refresh.toMillis(), _ -> lookUp());
    }
  }

  /** Fails with {@link UnknownHostException} while no look-up has ever succeeded. */
  Future<InetAddress> next() {
    return ring.next().map(Future::succeededFuture).orElseGet(this::firstResolved);
  }

  /** It could not be connected to, or went silent. */
  void failed(InetAddress address) {
    if (ring.failed(address)) {
      LogEvent.UPSTREAM_ADDRESS_FAILED
          .on(logger)
          .addKeyValue("upstream", upstream)
          .addKeyValue("address", address.getHostAddress())
          .log("upstream address failed, others are preferred");
    }
  }

  /** It was connected to. */
  void worked(InetAddress address) {
    if (ring.worked(address)) {
      LogEvent.UPSTREAM_ADDRESS_WORKS
          .on(logger)
          .addKeyValue("upstream", upstream)
          .addKeyValue("address", address.getHostAddress())
          .log("upstream address works again");
    }
  }

  void close() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /** Goes on where the caller runs, because the look-up is shared by several event loops. */
  private Future<InetAddress> firstResolved() {
    var caller = vertx.getOrCreateContext();
    var promise = Promise.<InetAddress>promise();
    lookUp()
        .map(_ -> ring.next().orElseThrow())
        .onComplete(done -> caller.runOnContext(_ -> promise.handle(done)));
    return promise.future();
  }

  /** At most one at a time: whoever comes while one is under way shares it. */
  private synchronized Future<Void> lookUp() {
    var running = lookUp;
    if (running == null || running.isComplete()) {
      running = vertx.executeBlocking(this::resolve, false).map(this::take);
      running.onComplete(done -> logChange(done.succeeded()));
      lookUp = running;
    }
    return running;
  }

  private List<InetAddress> resolve() throws UnknownHostException {
    var addresses = resolver.resolve(host);
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }

  private @Nullable Void take(List<InetAddress> addresses) {
    ring.replace(addresses);
    return null;
  }

  private void logChange(boolean now) {
    if (resolved.getAndSet(now) == now) {
      return;
    }
    (now ? LogEvent.UPSTREAM_NAME_RESOLVED : LogEvent.UPSTREAM_NAME_UNRESOLVED)
        .on(logger)
        .addKeyValue("upstream", upstream)
        .addKeyValue("host", host)
        .log(now ? "host name resolved again" : "host name cannot be resolved, old addresses stay");
  }
}
