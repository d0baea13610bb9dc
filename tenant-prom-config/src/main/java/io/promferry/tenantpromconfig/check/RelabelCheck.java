package io.promferry.tenantpromconfig.check;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What of a list of relabel rules would leave nothing, or touch labels that are the gateway's. */
final class RelabelCheck {
  private final Place rules;

  RelabelCheck(Place rules) {
    this.rules = rules;
  }

  /** Finds rules that no series survives. */
  void dropsEverything() {
    for (var rule : rules.elements()) {
      var regex = rule.at("regex").isThere() ? rule.at("regex").text() : "(.*)";
      switch (rule.at("action").text()) {
        case "drop" -> {
          if (matches(regex, "") && matches(regex, "any_text;0")) {
            rule.found("drops every series");
          }
        }
        case "keep" -> {
          if (rule.at("source_labels").node().isEmpty() && !matches(regex, "")) {
            rule.found("keeps no series: without source_labels there is only the empty text");
          }
        }
        case "labeldrop" -> nameIsGone(rule, matches(regex, "__name__"));
        case "labelkeep" -> nameIsGone(rule, !matches(regex, "__name__"));
        default -> {}
      }
    }
  }

  /** Finds rules that set a label which the gateway forces. */
  void setsForced(ForcedLabels forced) {
    for (var rule : rules.elements()) {
      forced.check(rule.at("target_label"), rule.at("target_label").text());
    }
  }

  private static void nameIsGone(Place rule, boolean gone) {
    if (gone) {
      rule.found("takes the metric's name away, and the gateway refuses series without one");
    }
  }

  private static boolean matches(String regex, String text) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
