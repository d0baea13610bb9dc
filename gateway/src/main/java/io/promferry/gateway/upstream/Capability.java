package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig.Protocol;
import io.promferry.gateway.wire.WriteVersion;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Which version of the protocol a store takes, as configured or as its answers have shown. What a
 * store was found not to take is tried again after a while and after it was away, because it may
 * have become another one. Thread-safe.
 */
final class Capability {
  /** How long a finding lasts: long enough to cost nothing, short enough to notice an upgrade. */
  static final Duration LASTS = Duration.ofMinutes(5);

  private final Protocol protocol;
  private final LongSupplier nanoTime;
  private volatile Finding finding = new Finding(false, false, 0);

  /** What has been found out, and when. */
  private record Finding(boolean refusesRw1, boolean refusesRw2, long atNanos) {}

  /** {@code nanoTime} is a clock like {@link System#nanoTime}. */
  Capability(Protocol protocol, LongSupplier nanoTime) {
    this.protocol = protocol;
    this.nanoTime = nanoTime;
  }

  /** In which version a write that came in {@code sent} is to be tried first. */
  WriteVersion versionFor(WriteVersion sent) {
    return switch (protocol) {
      case RW1 -> WriteVersion.RW1;
      case RW2 -> WriteVersion.RW2;
      case AUTO -> mayTake(sent) ? sent : other(sent);
    };
  }

  /** Whether it makes sense to try that version. */
  boolean mayTake(WriteVersion version) {
    return switch (protocol) {
      case RW1 -> version == WriteVersion.RW1;
      case RW2 -> version == WriteVersion.RW2;
      case AUTO -> {
        var known = finding;
        boolean refused = version == WriteVersion.RW1 ? known.refusesRw1 : known.refusesRw2;
        yield !refused || nanoTime.getAsLong() - known.atNanos > LASTS.toNanos();
      }
    };
  }

  /** The store has shown that it does not understand this version. */
  void refuses(WriteVersion version) {
    finding =
        new Finding(version == WriteVersion.RW1, version == WriteVersion.RW2, nanoTime.getAsLong());
  }

  /** The store was away, or somebody has asked to look again. */
  void forget() {
    finding = new Finding(false, false, 0);
  }

  static WriteVersion other(WriteVersion version) {
    return version == WriteVersion.RW1 ? WriteVersion.RW2 : WriteVersion.RW1;
  }
}
