package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.Progress;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** One line of a terminal that is written over and over: a bar, the rate, and the time left. */
public final class BarProgress implements Progress {
  private static final int WIDTH = 28;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final TimeLeft left;

  /**
   * A bar.
   *
   * @param nanos a clock that only moves forwards
   */
  public BarProgress(PrintWriter out, LongSupplier nanos) {
    this.out = out;
    this.left = new TimeLeft(nanos);
  }

  @Override
  public void step(String what, double done, String rate) {
    double part = Math.clamp(done, 0, 1);
    int full = (int) Math.round(part * WIDTH);
    out.print(ERASE_LINE);
    out.print(
        "%s [%s%s] %3d %%"
            .formatted(what, "#".repeat(full), "-".repeat(WIDTH - full), (int) (part * 100)));
    out.print(rate.isEmpty() ? "" : "  " + rate);
    out.print(left.words(what, part));
    out.flush();
  }

  @Override
  public void say(String line) {
    out.print(ERASE_LINE);
    out.println(line);
    out.flush();
  }
}
