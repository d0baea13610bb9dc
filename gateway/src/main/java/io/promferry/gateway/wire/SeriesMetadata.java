package io.promferry.gateway.wire;

/** A metric's type, help and unit, as a reader found them; filled anew for each series. */
final class SeriesMetadata {
  private static final int HELP = 0;
  private static final int UNIT = 1;

  private final Strings texts = new Strings();
  private int type;
  private boolean isClear;

  SeriesMetadata() {
    clear();
  }

  void clear() {
    if (!isClear) {
      set(0, 0, 0, Strings.NO_SYMBOL, 0, 0, Strings.NO_SYMBOL);
      isClear = true;
    }
  }

  void set(
      int newType,
      int helpFrom,
      int helpTo,
      int helpSymbol,
      int unitFrom,
      int unitTo,
      int unitSymbol) {
    isClear = false;
    type = newType;
    texts.clear();
    texts.add(helpFrom, helpTo, helpSymbol);
    texts.add(unitFrom, unitTo, unitSymbol);
  }

  /** Whether it says nothing: no metadata, or a message of the unspecified type without a text. */
  boolean isEmpty() {
    return type == 0 && texts.length(HELP) == 0 && texts.length(UNIT) == 0;
  }

  /** The enum's number, the same in both versions. */
  int type() {
    return type;
  }

  /** Help, then unit. */
  Strings texts() {
    return texts;
  }
}
