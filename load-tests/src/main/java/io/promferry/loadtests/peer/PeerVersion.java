package io.promferry.loadtests.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What version a peer says that it is. */
public final class PeerVersion {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+[^\\s,-]*");

  private PeerVersion() {}

  /** The number in what a binary prints; else that of the package that it was unpacked from. */
  public static String of(Path binary, String flag) {
    var said = numberIn(output(binary, List.of(binary.toString(), flag)));
    return said.isEmpty() ? ofPackage(binary) : said;
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
    return found.find() ? found.group() : "";
  }

  private static String ofPackage(Path binary) {
    var documents = binary.resolve("../../share/doc").normalize();
    try (var files = Files.walk(documents)) {
      var changes = files.filter(file -> file.endsWith("changelog.Debian.gz")).findFirst();
      return changes.isEmpty() ? "unknown" : numberIn(firstLine(changes.get()));
    } catch (IOException _) {
      return "unknown";
    }
  }

  private static String firstLine(Path gzipped) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzipped)), StandardCharsets.UTF_8))) {
      return Objects.requireNonNullElse(reader.readLine(), "");
    }
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
