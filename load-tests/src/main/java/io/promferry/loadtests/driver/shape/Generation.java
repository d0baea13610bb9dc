package io.promferry.loadtests.driver.shape;

/** The text by which a series differs from the one that it replaced: a part of a pod's name. */
public final class Generation {
  /** In characters. */
  public static final int LENGTH = 5;

  /** That many can be told apart. */
  public static final int COUNT = 27 * 27 * 27 * 27 * 27;

  /** What Kubernetes makes names of: nothing that spells a word. */
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  // Neither is a multiple of 3, so that each number below COUNT has a text of its own.
  private static final long FACTOR = 8_765_431;
  private static final long OFFSET = 5_077_133;

  private Generation() {}

  /**
   * The text of a generation.
   *
   * @param generation 0 to {@link #COUNT} - 1
   */
  public static String text(int generation) {
    if (generation < 0 || generation >= COUNT) {
      throw new IllegalArgumentException("generation " + generation + " cannot be told apart");
    }
    return letters((generation * FACTOR + OFFSET) % COUNT, LENGTH);
  }

  /** The lowest digits of a number, as letters. */
  static String letters(long number, int count) {
    var text = new char[count];
    long rest = number;
    for (int i = count - 1; i >= 0; i--) {
      text[i] = LETTERS.charAt((int) Long.remainderUnsigned(rest, LETTERS.length()));
      rest = Long.divideUnsigned(rest, LETTERS.length());
    }
    return new String(text);
  }
}
