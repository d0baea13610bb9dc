package io.promferry.loadtests;

import io.promferry.loadtests.peer.HouseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A piece of code of the manual, without the indentation of its list.
 *
 * @param place the file that it is in
 */
record ManualBlock(String place, String text) {
  private static final List<String> PLACES =
      List.of(
          "../README.md",
          "../gateway/docs",
          "../helm/README.md",
          "README.md",
          "../tenant-prom-config/README.md");

  /** All in that language, from the front door on. */
  static List<ManualBlock> in(String language) throws IOException {
    var fence = Pattern.compile("(?ms)^( *)```" + Pattern.quote(language) + "\\n(.*?)^\\1```$");
    var found = new ArrayList<ManualBlock>();
    for (var place : PLACES) {
      for (var page : pages(HouseFiles.loadTests(place).normalize())) {
        fence
            .matcher(Files.readString(page))
            .results()
            .forEach(match ->
                found.add(
                    new ManualBlock(
                        page.toString(), match.group(2).replaceAll("(?m)^" + match.group(1), ""))));
      }
    }
    return found;
  }

  /** All examples of a file, which their first line names. */
  static List<ManualBlock> examplesOf(String file) throws IOException {
    return in("yaml").stream()
        .filter(block -> block.text().startsWith("# " + file + "\n"))
        .toList();
  }

  private static List<Path> pages(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
