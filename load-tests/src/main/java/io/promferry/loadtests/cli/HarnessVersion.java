package io.promferry.loadtests.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class HarnessVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = HarnessVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "promferry load-tests " + (version == null ? "0.1.0-SNAPSHOT" : version),
      "Java " + Runtime.version()
    };
  }
}
