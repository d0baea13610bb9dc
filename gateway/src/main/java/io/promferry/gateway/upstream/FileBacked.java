package io.promferry.gateway.upstream;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A value made from files that may be replaced at any time. What cannot be used keeps the value
 * made before it and is logged once; the next change is tried again. Contents are compared, not
 * times, because a mounted Secret changes by the swap of a link. Thread-safe; checking blocks.
 */
final class FileBacked<T> {
  /** Makes the value of what the files hold, in their order; fails by an exception of its own. */
  interface Parser<T> {
    T parse(List<Buffer> contents) throws UnusableFileException;
  }

  /** What a file holds cannot be used; the message says why, and nothing of the contents. */
  static final class UnusableFileException extends Exception {
    UnusableFileException(String message) {
      super(message);
    }
  }

  private static final Logger logger = LoggerFactory.getLogger(FileBacked.class);
  private static final int MOST_BYTES = 1 << 20;

  private final String upstream;
  private final List<Path> files;
  private final Parser<T> parser;
  private @Nullable List<Buffer> tried;
  private String problemOfTried = "";
  private volatile @Nullable T value;
  private volatile String problem = "";

  /** Reads the files for the first time. */
  FileBacked(String upstream, List<Path> files, Parser<T> parser) {
    this.upstream = upstream;
    this.files = List.copyOf(files);
    this.parser = parser;
    check();
  }

  /** Empty while the files have never been usable; {@link #problem} says why. */
  Optional<T> value() {
    return Optional.ofNullable(value);
  }

  String problem() {
    return problem;
  }

  /** Reads the files again; gives whether there is a new value. */
  synchronized boolean check() {
    try {
      var contents = read();
      if (contents.equals(tried)) {
        problem = problemOfTried;
        return false;
      }
      return take(contents);
    } catch (IOException e) {
      report("cannot be read: " + e.getClass().getSimpleName());
      return false;
    }
  }

  private boolean take(List<Buffer> contents) {
    boolean first = tried == null;
    tried = contents;
    try {
      value = parser.parse(contents);
    } catch (UnusableFileException e) {
      problemOfTried = String.valueOf(e.getMessage());
      report(problemOfTried);
      return false;
    }
    problemOfTried = "";
    problem = "";
    if (!first) {
      logger
          .atInfo()
          .addKeyValue("upstream", upstream)
          .addKeyValue("files", files)
          .log("files re-read");
    }
    return true;
  }

  private void report(String now) {
    if (!problem.equals(now)) {
      problem = now;
      logger
          .atError()
          .addKeyValue("upstream", upstream)
          .addKeyValue("files", files)
          .addKeyValue("problem", now)
          .log("files cannot be used, the last good ones stay");
    }
  }

  private List<Buffer> read() throws IOException {
    var contents = new ArrayList<Buffer>();
    for (var file : files) {
      try (var in = Files.newInputStream(file)) {
        contents.add(Buffer.buffer(in.readNBytes(MOST_BYTES)));
      }
    }
    return contents;
  }
}
