package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.Progress;

/**
 * A part of a longer run, which knows only how far it is itself.
 *
 * @param from where in the longer run it begins, 0 to 1
 * @param to where it ends
 */
record PartOfProgress(Progress whole, double from, double to) implements Progress {
  @Override
  public void step(String what, double done, String rate) {
    whole.step(what, from + Math.clamp(done, 0, 1) * (to - from), rate);
  }

  @Override
  public void say(String line) {
    whole.say(line);
  }
}
