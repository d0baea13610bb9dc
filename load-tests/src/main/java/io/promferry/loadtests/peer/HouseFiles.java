package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where files of this checkout are: as {@code -Dpromferry.house} says, and without it whether a
 * test runs from the module or from the top.
 */
public final class HouseFiles {
  private static final String HOUSE = "promferry.house";

  private HouseFiles() {}

  /** A file of this module. */
  public static Path loadTests(String name) {
    var house = System.getProperty(HOUSE);
    if (house != null) {
      return Path.of(house, "load-tests", name);
    }
    var module = Path.of("").toAbsolutePath();
    return Files.exists(module.resolve("load-tests"))
        ? module.resolve("load-tests").resolve(name)
        : module.resolve(name);
  }

  /** The gateway as it is shipped, where it is built. */
  public static Path gatewayJar() {
    return loadTests("../gateway/target/promferry-gateway.jar").normalize();
  }

  /** What the image tells the gateway's JVM, but for where the image has its files. */
  static List<String> gatewayJvmFlags() {
    var options = loadTests("../gateway/src/main/docker/java.options");
    try (var lines = Files.lines(options)) {
      return lines.filter(line -> line.startsWith("-XX:")).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What renders the tenants' side, where it is built. */
  public static Path tenantPromConfigJar() {
    return loadTests("../tenant-prom-config/target/promferry-tenant-prom-config.jar").normalize();
  }
}
