package io.promferry.loadtests.driver.shape;

/** Numbers that look like chance and are the same each time: the finalizer of SplitMix64. */
final class Mix {
  private Mix() {}

  static long of(long number, long salt) {
    long mixed = (number + 1) * 0x9e3779b97f4a7c15L + salt * 0xd1b54a32d192ed03L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }

  /** From 0 up to 1, without it. */
  static double part(long number, long salt) {
    return (of(number, salt) >>> 11) * 0x1p-53;
  }
}
