package io.promferry.loadtests.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the lab running for somebody who wants to look around in it. */
final class LabKeeper {
  private static final String ASKED = "promferry.vpc-lab.keep";

  private LabKeeper() {}

  /** Waits, if {@code -Dpromferry.vpc-lab.keep} asks for it, until the file named by it is gone. */
  static void keepIfAsked(VpcLab lab) throws IOException, InterruptedException {
    var file = System.getProperty(ASKED, "");
    if (file.isEmpty()) {
      return;
    }
    var path = Path.of(file);
    Files.writeString(path, "%d%n".formatted(lab.pid()));
    while (Files.exists(path)) {
      Thread.sleep(500);
    }
  }
}
