package io.promferry.gateway.files;

import io.promferry.gateway.events.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
public final class FileBacked<T> {
  /** Makes the value of what the files hold, in their order; fails by an exception of its own. */
  public interface Parser<T> {
    T parse(List<byte[]> contents) throws UnusableFileException;
  }

  private static final Logger logger = LoggerFactory.getLogger(FileBacked.class);
  private static final int MOST_BYTES = 1 << 20;

  private final String user;
  private final List<Path> files;
  private final Parser<T> parser;
  private @Nullable List<byte[]> tried;
  private String problemOfTried = "";
  private volatile @Nullable T value;
  private volatile String problem = "";
  private volatile long problems;

  /** Reads the files for the first time; {@code user} says in logs what they are for. */
  public FileBacked(String user, List<Path> files, Parser<T> parser) {
    this.user = user;
    this.files = List.copyOf(files);
    this.parser = parser;
    check();
  }

  /** Empty while the files have never been usable; {@link #problem} says why. */
  public Optional<T> value() {
    return Optional.ofNullable(value);
  }

  /** Why what the files hold now cannot be used; empty if it can. */
  public String problem() {
    return problem;
  }

  /** How many times files could not be used; a problem that lasts is one. */
  public long problems() {
    return problems;
  }

  /** Reads the files again; gives whether there is a new value. */
  public synchronized boolean check() {
    try {
      var contents = read();
      if (tried != null && same(contents, tried)) {
        problem = problemOfTried;
        return false;
      }
      return take(contents);
    } catch (IOException e) {
      report("cannot be read: " + e.getClass().getSimpleName());
      return false;
    }
  }

  private boolean take(List<byte[]> contents) {
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
      LogEvent.FILES_RELOADED
          .on(logger)
          .addKeyValue("for", user)
          .addKeyValue("files", files)
          .log("files re-read");
    }
    return true;
  }

  // Only one thread at a time is here.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private synchronized void report(String now) {
    if (!problem.equals(now)) {
      problem = now;
      problems++;
      LogEvent.FILES_REFUSED
          .on(logger)
          .addKeyValue("for", user)
          .addKeyValue("files", files)
          .addKeyValue("problem", now)
          .log("files cannot be used, the last good ones stay");
    }
  }

  private List<byte[]> read() throws IOException {
    var contents = new ArrayList<byte[]>();
    for (var file : files) {
      try (var in = Files.newInputStream(file)) {
        contents.add(in.readNBytes(MOST_BYTES));
      }
    }
    return contents;
  }

  private static boolean same(List<byte[]> some, List<byte[]> others) {
    return Arrays.deepEquals(some.toArray(), others.toArray());
  }
}
