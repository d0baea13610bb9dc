package io.promferry.loadtests.matrix;

/** Where a peer comes from that does not know its own version, as Debian builds it. */
enum Suite {
  OWN("of the machine's suite"),
  NEWER("of the newer suite");

  private final String text;

  Suite(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
