package io.promferry.gateway;

/** The version that was built, from the jar's manifest. */
final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}; {@code development} outside of a jar. */
  static String current() {
    var version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
