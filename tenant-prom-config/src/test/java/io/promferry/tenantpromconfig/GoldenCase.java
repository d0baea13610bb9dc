package io.promferry.tenantpromconfig;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of {@code src/test/resources/golden}: {@code tenant.yaml} and {@code options.txt}, from
 * which the command {@code render} makes {@code rendered.yaml} and {@code problems.txt}.
 */
record GoldenCase(Path folder) {
  private static final Path ALL = Path.of("src/test/resources/golden");

  /** What a command answered. */
  record Answer(int exitCode, String output, String problems) {}

  static List<GoldenCase> all() {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.filter(Files::isDirectory).sorted().map(GoldenCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer render(String... more) throws IOException {
    var arguments = new ArrayList<>(List.of("render"));
    var options = Files.readAllLines(folder.resolve("options.txt"));
    var platform = options.indexOf("--platform");
    arguments.addAll(platform < 0 ? options : options.subList(0, platform));
    arguments.addAll(
        List.of(
            "--platform",
            ALL.resolve(platform < 0 ? "platform.yaml" : options.get(platform + 1)).toString(),
            "--tenant",
            folder.resolve("tenant.yaml").toString(),
            "--kube-ovn",
            ALL.resolve("kube-ovn.yaml").toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  static Answer run(String... arguments) {
    var output = new StringWriter();
    var problems = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(problems))
            .execute(arguments);
    return new Answer(code, output.toString(), problems.toString());
  }

  String expected(String file) throws IOException {
    var path = folder.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }

  void replace(String file, String text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(folder.resolve(file));
    } else {
      Files.writeString(folder.resolve(file), text);
    }
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
