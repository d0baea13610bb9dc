package io.promferry.gateway;

/**
 * Where {@code java -jar} begins: a class that an older Java can load too, so that it is told in one
 * line which Java is needed instead of being shown an {@link UnsupportedClassVersionError}.
 */
public final class Launcher {
  private static final int REQUIRED_JAVA = 25;

  private Launcher() {}

  /** Starts {@code Main} with the given command line, or exits with 2 on a Java older than 25. */
  public static void main(String[] args) throws Exception {
    String version = System.getProperty("java.specification.version");
    if (version.startsWith("1.") || Integer.parseInt(version) < REQUIRED_JAVA) {
      System.err.println(
          "promferry-gateway needs Java " + REQUIRED_JAVA + " or newer, and this is Java " + version + ": " + System.getProperty("java.home"));
      System.exit(2);
    }
    // By name, because Main is compiled for the Java that this class only checks for.
    Class.forName("io.promferry.gateway.Main").getMethod("main", String[].class).invoke(null, (Object) args);
  }
}
