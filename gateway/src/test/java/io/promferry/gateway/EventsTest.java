package io.promferry.gateway;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.events.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of events, gateway/docs/events.md, says what the code does. */
class EventsTest {
  private static final Path LIST = Path.of("docs/events.md");
  private static final Path SOURCES = Path.of("src/main/java");

  /** An event's name, its level, and the cell of its keys. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([A-Z]+) \\| .* \\| (.*)\\|$");

  /** From the last statement before it to the text of a line that is logged. */
  private static final Pattern LOGGED =
      Pattern.compile("([^;{}]*)\\.on\\(logger\\)([^;]*?)\\.log\\(", Pattern.DOTALL);

  private static final Pattern UNEXPECTED =
      Pattern.compile("new UnexpectedFailures\\(LogEvent\\.([A-Z_]+), logger\\)");

  private static final Pattern EVENT = Pattern.compile("LogEvent\\s*\\.([A-Z_]+)");
  private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"([a-z-]+)\"");
  private static final Pattern QUOTED = Pattern.compile("`([a-z-]+)`");

  /** What is said of an event. */
  private record Row(String level, Set<String> keys) {}

  @Test
  void listsEveryEventAndNoOther() throws IOException {
    assertThat(list())
        .containsOnlyKeys(Arrays.stream(LogEvent.values()).map(LogEvent::word).toList());
  }

  @Test
  void saysAtWhichLevelTheyAre() throws IOException {
    assertThat(list())
        .allSatisfy(
            (name, row) -> assertThat(row.level()).isEqualTo(event(name).level().toString()));
  }

  @Test
  void saysWhichKeysTheyHave() throws IOException {
    var keys = new HashMap<String, Set<String>>();
    for (var source : sources()) {
      LOGGED
          .matcher(source)
          .results()
          .forEach(line ->
              words(EVENT, line.group(1))
                  .forEach(event -> keys.put(name(event), words(KEY, line.group(2)))));
      words(UNEXPECTED, source).forEach(event -> keys.put(name(event), Set.of()));
    }
    var told =
        list().entrySet().stream()
            .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().keys()));

    assertThat(keys).isEqualTo(told);
  }

  @Test
  void areAllThatIsLoggedAboveDebug() throws IOException {
    var other = Pattern.compile("logger\\s*\\.(?!atDebug\\(\\))|[lL]ogger\\.at(Info|Warn|Error)");
    for (var source : sources()) {
      if (!source.contains("enum LogEvent")) {
        assertThat(source).doesNotContainPattern(other);
      }
    }
  }

  private static LogEvent event(String name) {
    return Arrays.stream(LogEvent.values())
        .filter(event -> event.word().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String name(String constant) {
    return LogEvent.valueOf(constant).word();
  }

  private static Map<String, Row> list() throws IOException {
    return ROW.matcher(Files.readString(LIST))
        .results()
        .collect(
            toMap(row -> row.group(1), row -> new Row(row.group(2), words(QUOTED, row.group(3)))));
  }

  private static Set<String> words(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).collect(toSet());
  }

  private static Iterable<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).map(EventsTest::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
