package io.promferry.loadtests.bench;

import io.promferry.loadtests.measure.Cores;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What latencies this machine gives to a program that does nothing but arithmetic: a piece of work
 * of the same length at even times, on the first core. No gateway that is as busy can have lower
 * ones. What is lost is the hypervisor's, its other guests', or the kernel's.
 */
public final class MachineStalls {
  private static final int PIECES = 8_000;
  private static final int WARM_UP = 300;
  private static final int CALIBRATION = 400_000;
  private static final int CALIBRATIONS = 50;

  private long state = 88_172_645_463_325_252L;

  private MachineStalls() {}

  /** Microseconds of work, and in how many of them it comes again; 1500 and 2400 if not given. */
  public static void main(String[] args) throws IOException {
    long busy = args.length > 0 ? Long.parseLong(args[0]) : 1_500;
    long every = args.length > 1 ? Long.parseLong(args[1]) : 2_400;
    try (var _ = Cores.keepTo(Cores.allowed().getFirst())) {
      var millis = new MachineStalls().latencies(busy * 1_000, every * 1_000);
      System.out.printf(
          Locale.ROOT,
          "arithmetic of %d us every %d us, latency in ms: p50 %.1f, p90 %.1f, p99 %.1f, max"
              + " %.1f%n",
          busy,
          every,
          millis[PIECES / 2],
          millis[PIECES * 9 / 10],
          millis[PIECES * 99 / 100],
          millis[PIECES - 1]);
    }
  }

  /** Sorted; from when each piece was due until it was done. */
  private double[] latencies(long busyNanos, long everyNanos) {
    int rounds = (int) (CALIBRATION * busyNanos / fastest());
    var millis = new double[PIECES];
    long start = System.nanoTime() + everyNanos;
    for (int i = 0; i < PIECES; i++) {
      long due = start + i * everyNanos;
      while (System.nanoTime() - due < 0) {
        Thread.onSpinWait();
      }
      work(rounds);
      millis[i] = (System.nanoTime() - due) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  /** How long {@link #CALIBRATION} rounds take when nothing disturbs them. */
  private long fastest() {
    for (int i = 0; i < WARM_UP; i++) {
      work(CALIBRATION / 4);
    }
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < CALIBRATIONS; i++) {
      long start = System.nanoTime();
      work(CALIBRATION);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    return fastest;
  }

  /** Marsaglia's xorshift64: each round needs the one before, and no memory. */
  private void work(int rounds) {
    long x = state;
    for (int i = 0; i < rounds; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    state = x;
  }
}
