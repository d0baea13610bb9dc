package io.promferry.loadtests.sample;

/** When what a store has of a value counts as what was sent. */
public interface Agreement<V> {
  /** Whether the store keeps this value at all. */
  boolean keeps(V value);

  boolean same(V expected, V actual);

  /** Everything is kept as it was sent. */
  static <V> Agreement<V> exact() {
    return new Agreement<>() {
      @Override
      public boolean keeps(V value) {
        return true;
      }

      @Override
      public boolean same(V expected, V actual) {
        return expected.equals(actual);
      }
    };
  }
}
