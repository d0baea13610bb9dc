package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A plain line now and then, for logs. */
public final class LineProgress implements Progress {
  private static final long GAP_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintWriter out;
  private final LongSupplier nanos;
  private final TimeLeft left;
  private String last = "";
  private long said;

  /**
   * Lines.
   *
   * @param nanos a clock that only moves forwards
   */
  public LineProgress(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.left = new TimeLeft(nanos);
  }

  @Override
  public void step(String what, double done, String rate) {
    var words = left.words(what, done);
    if (what.equals(last) && nanos.getAsLong() - said < GAP_NANOS && done < 1) {
      return;
    }
    last = what;
    said = nanos.getAsLong();
    say(
        "%s: %d %%%s%s"
            .formatted(what, (int) (done * 100), rate.isEmpty() ? "" : "  " + rate, words));
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }
}
