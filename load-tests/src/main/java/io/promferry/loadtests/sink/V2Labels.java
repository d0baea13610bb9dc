package io.promferry.loadtests.sink;

import io.promferry.loadtests.ledger.Labels;
import java.util.List;

/** Labels as version 2 has them: pairs of references, which are in range. */
record V2Labels(Symbols symbols, List<Integer> references) implements Labels {
  @Override
  public int size() {
    return references.size() / 2;
  }

  @Override
  public String name(int at) {
    return symbols.text(references.get(2 * at));
  }

  @Override
  public String value(int at) {
    return symbols.text(references.get(2 * at + 1));
  }

  @Override
  public long nameHash(int at) {
    return symbols.hash(references.get(2 * at));
  }

  @Override
  public long valueHash(int at) {
    return symbols.hash(references.get(2 * at + 1));
  }
}
