package io.promferry.loadtests.scenario;

import io.promferry.loadtests.peer.HouseFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a scenario is run.
 *
 * @param shortForm whether in its short form
 * @param time in place of the scenario's own
 * @param directory for the gateways' files and logs; each scenario has one of its own below it
 * @param gatewayJar the gateway under test
 */
public record RunOptions(
    boolean shortForm, Optional<Duration> time, Path directory, Path gatewayJar) {
  /** The full form, with the gateway of this checkout. */
  public static RunOptions in(Path directory) {
    return new RunOptions(false, Optional.empty(), directory, HouseFiles.gatewayJar());
  }

  public RunOptions inShort() {
    return new RunOptions(true, time, directory, gatewayJar);
  }

  public RunOptions lasting(Duration wanted) {
    return new RunOptions(shortForm, Optional.of(wanted), directory, gatewayJar);
  }
}
