package io.promferry.loadtests.matrix;

/** How a sender writes. */
enum Protocol {
  RW1("rw1, snappy"),
  RW1_ZSTD("rw1, zstd"),
  RW2("rw2, snappy");

  private final String text;

  Protocol(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
