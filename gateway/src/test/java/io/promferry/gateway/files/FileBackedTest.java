package io.promferry.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.LogEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBackedTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("secret"), "first");
  }

  @Test
  void hasANewValueOnlyWhenTheContentsChanged() throws IOException {
    var backed = backed();
    assertThat(backed.value()).contains("first");
    Files.writeString(file, "first");
    assertThat(backed.check()).isFalse();

    Files.writeString(file, "second");

    assertThat(backed.check()).isTrue();
    assertThat(backed.value()).contains("second");
  }

  @Test
  void followsTheSwapOfALink() throws IOException {
    var next = Files.writeString(directory.resolve("next"), "fresh");
    var link = Files.createSymbolicLink(directory.resolve("link"), file);
    var backed = new FileBacked<>("central", List.of(link), FileBackedTest::parse);

    var swapped = Files.createSymbolicLink(directory.resolve("link.tmp"), next);
    Files.move(swapped, link, StandardCopyOption.REPLACE_EXISTING);

    assertThat(backed.check()).isTrue();
    assertThat(backed.value()).contains("fresh");
  }

  @Test
  void keepsTheOldValueWhileTheFileIsBadAndSaysSoOnce() throws IOException {
    var backed = backed();
    try (var log = LogEvents.of(FileBacked.class)) {
      Files.writeString(file, "bad");

      assertThat(backed.check()).isFalse();
      assertThat(backed.check()).isFalse();

      assertThat(backed.value()).contains("first");
      assertThat(log.texts()).singleElement().asString().contains("cannot be used", "is bad");
      assertThat(backed.problems()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheOldValueWhileTheFileIsAway() throws IOException {
    var backed = backed();
    try (var log = LogEvents.of(FileBacked.class)) {
      Files.delete(file);
      backed.check();
      backed.check();

      assertThat(backed.value()).contains("first");
      assertThat(log.texts()).singleElement().asString().contains("NoSuchFileException");
    }
  }

  @Test
  void triesTheNextChangeAfterABadOne() throws IOException {
    var backed = backed();
    Files.writeString(file, "bad");
    backed.check();
    Files.writeString(file, "third");

    assertThat(backed.check()).isTrue();
    assertThat(backed.value()).contains("third");
    assertThat(backed.problem()).isEmpty();
  }

  @Test
  void forgetsAProblemWhenTheOldContentsAreBack() throws IOException {
    var backed = backed();
    Files.delete(file);
    backed.check();
    Files.writeString(file, "first");
    backed.check();

    assertThat(backed.problem()).isEmpty();
  }

  private FileBacked<String> backed() {
    return new FileBacked<>("central", List.of(file), FileBackedTest::parse);
  }

  private static String parse(List<byte[]> contents) throws UnusableFileException {
    var text = new String(contents.getFirst(), UTF_8);
    if (text.equals("bad")) {
      throw new UnusableFileException("is bad");
    }
    return text;
  }
}
