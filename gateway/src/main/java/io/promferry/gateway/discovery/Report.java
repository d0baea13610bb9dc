package io.promferry.gateway.discovery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is left out of a tenant's list and why, each only once: the first of them, and how many
 * there are. One thread's.
 */
final class Report {
  static final int MOST = 50;
  private static final int LONGEST_TEXT = 300;

  private final List<LeftOut> first = new ArrayList<>();
  private final Set<LeftOut> seen = new HashSet<>();

  /** {@code object} is a namespace and a name, or one of them. */
  void leftOut(String object, String why) {
    var one = new LeftOut(object, cut(why));
    if (seen.add(one) && first.size() < MOST) {
      first.add(one);
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  List<LeftOut> first() {
    return List.copyOf(first);
  }

  int total() {
    return seen.size();
  }
}
