package io.promferry.loadtests.sink;

import io.promferry.loadtests.ledger.Labels;
import io.promferry.loadtests.ledger.TextHash;
import io.promferry.proto.v1.Label;
import java.util.List;

/** Labels as version 1 has them. */
record V1Labels(List<Label> labels) implements Labels {
  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public String name(int at) {
    return labels.get(at).getName();
  }

  @Override
  public String value(int at) {
    return labels.get(at).getValue();
  }

  @Override
  public long nameHash(int at) {
    return TextHash.of(labels.get(at).getNameBytes());
  }

  @Override
  public long valueHash(int at) {
    return TextHash.of(labels.get(at).getValueBytes());
  }
}
