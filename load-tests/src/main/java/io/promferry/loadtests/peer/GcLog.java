package io.promferry.loadtests.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a JVM writes of its collections ({@code -Xlog:gc}): to read it costs the JVM nothing,
 * whereas its metrics page has ten lines for each tenant.
 */
record GcLog(Path file) {
  private static final int TAIL_BYTES = 4096;
  private static final Pattern AFTER = Pattern.compile("->(\\d+)M\\(");

  /** The JVM's option for it. */
  String option() {
    return "-Xlog:gc:file=" + file + "::filecount=0";
  }

  /** Bytes that were in use after the last collection; 0 before the first one. */
  long heapAfterCollection() {
    if (!Files.exists(file)) {
      return 0;
    }
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      var tail = new byte[(int) Math.min(TAIL_BYTES, log.length())];
      log.seek(log.length() - tail.length);
      log.readFully(tail);
      return AFTER
          .matcher(new String(tail, ISO_8859_1))
          .results()
          .reduce((_, last) -> last)
          .map(last -> Long.parseLong(last.group(1)) << 20)
          .orElse(0L);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
