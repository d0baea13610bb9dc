package io.promferry.loadtests.peer;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where files of this checkout are, whether a test runs from the module or from the top. */
final class HouseFiles {
  private HouseFiles() {}

  static Path loadTests(String name) {
    var module = Path.of("").toAbsolutePath();
    return Files.exists(module.resolve("load-tests"))
        ? module.resolve("load-tests").resolve(name)
        : module.resolve(name);
  }

  static Path gatewayJar() {
    return loadTests("../gateway/target/promferry-gateway.jar").normalize();
  }
}
