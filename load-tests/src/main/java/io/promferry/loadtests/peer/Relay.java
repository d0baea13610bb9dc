package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.OptionalLong;

/** A server that takes remote writes and hands them on to a store. */
public interface Relay extends AutoCloseable {
  /** Starts it and returns when it says that it is ready. */
  void start();

  URI writeUri();

  long pid();

  String commandLine();

  /**
   * Samples that the store has taken since it started, by its own word; empty for a relay that
   * acknowledges only what the store has taken.
   */
  default OptionalLong handedOn() {
    return OptionalLong.empty();
  }

  /** Bytes of its heap that it has allocated since it started; empty where it has no JVM. */
  default OptionalLong allocatedBytes() {
    return OptionalLong.empty();
  }

  /** Bytes of its heap that are in use after the last collection; 0 where it has no JVM. */
  default long heapBytes() {
    return 0;
  }

  @Override
  void close();
}
