package io.promferry.loadtests.driver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Plans of tests: one second between scrapes, the first scrape at {@link #FIRST}. */
final class Plans {
  static final long FIRST = 1_000_000;
  static final Duration INTERVAL = Duration.ofSeconds(1);

  private Plans() {}

  static DriverPlan of(int tenants, int shards, Duration time) {
    var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    return of(load(tenants, shards), Pace.EVEN, time, nowhere, true);
  }

  static DriverPlan of(
      Load load, Pace pace, Duration time, InetSocketAddress server, boolean retries) {
    return new DriverPlan(
        load, new Target(server, "/api/v1/write", true), pace, time, FIRST, retries);
  }

  static Load load(int tenants, int shards) {
    return new Load(
        tenants, 100, INTERVAL, WriteProtocol.RW1, Load.DEFAULT_SHAPE, 10, shards, 0, 0, 0);
  }

  /** So many bodies of ten samples, the shards in turn. */
  static List<BodyTemplate> bodies(int count, int shards) {
    return IntStream.range(0, count)
        .<BodyTemplate>mapToObj(number -> new PlainBody(number, number % shards, 10))
        .toList();
  }
}
