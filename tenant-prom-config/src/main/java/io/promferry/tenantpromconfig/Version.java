package io.promferry.tenantpromconfig;

import picocli.CommandLine.IVersionProvider;

/** The version that was built, from the jar's manifest. */
final class Version implements IVersionProvider {
  /** Such as {@code 0.1.0}; {@code development} outside of a jar. */
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {version == null ? "development" : version};
  }
}
