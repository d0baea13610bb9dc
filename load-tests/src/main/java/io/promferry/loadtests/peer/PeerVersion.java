package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What version a peer says that it is. */
public final class PeerVersion {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+[^\\s,-]*");

  private PeerVersion() {}

  /** The number in what a binary prints. */
  public static String of(Path binary, String flag) {
    return numberIn(output(binary, List.of(binary.toString(), flag)));
  }

  /** The gateway's, on the Java that runs the tests. */
  public static String ofGateway(Path jar) {
    if (!Files.exists(jar)) {
      throw new NoPeerException("no gateway to test: " + jar + " is not built");
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    return output(java, List.of(java.toString(), "-jar", jar.toString(), "--version")).strip();
  }

  static String numberIn(String text) {
    var found = NUMBER.matcher(text);
    return found.find() ? found.group() : text.lines().findFirst().orElse("");
  }

  private static String output(Path binary, List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(new UnpackedLibraries(binary).environment());
    try {
      var process = builder.start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot ask " + binary + " for its version", failure);
    }
  }
}
