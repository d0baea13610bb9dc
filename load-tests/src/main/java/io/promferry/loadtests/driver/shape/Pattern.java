package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with variables in it.
 *
 * @param fixed the texts around the variables: one more than there are variables
 */
record Pattern(List<String> fixed, List<Variable> variables) {
  Pattern {
    fixed = List.copyOf(fixed);
    variables = List.copyOf(variables);
  }

  static Pattern parse(String text) {
    var fixed = new ArrayList<String>();
    var variables = new ArrayList<Variable>();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("'" + text + "' has a brace that is not closed");
      }
      fixed.add(text.substring(from, open));
      variables.add(Variable.parse(text.substring(open + 1, close)));
      from = close + 1;
    }
    fixed.add(text.substring(from));
    return new Pattern(fixed, variables);
  }

  /** The text at a place; {@code count} is how many values the label has. */
  String at(Place place, int count) {
    if (variables.isEmpty()) {
      return fixed.getFirst();
    }
    var text = new StringBuilder(fixed.getFirst());
    for (int i = 0; i < variables.size(); i++) {
      text.append(variables.get(i).at(place, count)).append(fixed.get(i + 1));
    }
    return text.toString();
  }

  boolean isReplaced(Place place, int count) {
    return variables.stream().anyMatch(variable -> variable.isReplaced(place, count));
  }

  boolean tellsTargetsApart() {
    return variables.stream().anyMatch(Variable::tellsTargetsApart);
  }

  boolean tellsValuesApart() {
    return variables.stream().anyMatch(Variable::tellsValuesApart);
  }
}
