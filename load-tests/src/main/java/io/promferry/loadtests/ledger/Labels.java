package io.promferry.loadtests.ledger;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;

/** The labels of one series or exemplar as they came, in the order in which they came. */
public interface Labels {
  int size();

  String name(int at);

  String value(int at);

  /** What {@link TextHash} makes of the name. */
  long nameHash(int at);

  /** What {@link TextHash} makes of the value. */
  long valueHash(int at);

  /** As PromQL writes them. */
  default String text() {
    return IntStream.range(0, size())
        .mapToObj(at -> name(at) + "=\"" + value(at) + '"')
        .collect(joining(", ", "{", "}"));
  }
}
