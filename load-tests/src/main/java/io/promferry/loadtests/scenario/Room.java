package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.measure.CoreLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the machine gave a run what it needed.
 *
 * @param gatewayCore how busy the gateway's core was, 0 to 1
 * @param gateways the part of it that the gateways used
 * @param otherCore how busy the core of the driver and the store was
 */
record Room(double gatewayCore, double gateways, double otherCore) {
  private static final double MOST_OF_OTHERS = 0.15;
  private static final double MOST_LOAD = 0.85;

  /** Both cores at one time. */
  record Start(CoreLoad gatewayCore, CoreLoad otherCore) {
    static Start now(int gatewayCore, int otherCore) throws IOException {
      return new Start(CoreLoad.of(gatewayCore), CoreLoad.of(otherCore));
    }

    Room until(Start end, double gateways) {
      return new Room(end.gatewayCore.since(gatewayCore), gateways, end.otherCore.since(otherCore));
    }
  }

  /** The part of the gateway's core that others used. */
  double others() {
    return Math.max(0, gatewayCore - gateways);
  }

  /**
   * Why the run means nothing; empty if it means something.
   *
   * @param mostLateness with which the driver's writes may leave, at p99
   */
  List<String> wants(DriverFigures driver, Duration mostLateness) {
    var wants = new ArrayList<String>();
    if (driver.isSaturated(mostLateness)) {
      wants.add("the driver was saturated: " + lateness(driver));
    }
    if (others() > MOST_OF_OTHERS) {
      wants.add("others used %.0f %% of the gateway's core".formatted(100 * others()));
    }
    if (otherCore > MOST_LOAD) {
      wants.add(
          "the core of the driver and the store was busy for %.0f %% of the time"
              .formatted(100 * otherCore));
    }
    return wants;
  }

  /**
   * Why times may be longer than the gateway's own: latencies have the driver's lateness in them,
   * and what is late comes in heaps.
   */
  static List<String> doubts(DriverFigures driver) {
    return driver.isSaturated(DriverFigures.MOST_LATENESS)
        ? List.of("the driver was late: " + lateness(driver))
        : List.of();
  }

  private static String lateness(DriverFigures driver) {
    return "its writes left %s late (p99)"
        .formatted(Figures.text(driver.latenessMicros().getValueAtPercentile(99) / 1e3, "ms"));
  }
}
