package io.promferry.gateway.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regex of a rule: RE2, which takes time linear in the text whatever the regex, for the whole
 * text, in which a dot is a line's end too.
 */
final class AnchoredRegex {
  private final Pattern pattern;

  private AnchoredRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles it.
   *
   * @throws IllegalArgumentException if it cannot be; says what is wrong and where
   */
  static AnchoredRegex compile(String regex) {
    try {
      Pattern.compile(regex);
      return new AnchoredRegex(Pattern.compile("^(?s:" + regex + ")$"));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("is no RE2 regex: " + reason(e, regex), e);
    }
  }

  /** RE2/J takes a parenthesis that nobody opened for its own fault. */
  private static String reason(PatternSyntaxException e, String regex) {
    return e.getPattern().equals("stack underflow")
        ? "unexpected ) in '" + regex + "'"
        : e.getDescription() + " at '" + e.getPattern() + "'";
  }

  boolean matches(String text) {
    return pattern.matches(text);
  }

  /** To be asked for a match, and then for its groups. */
  Matcher matcher(String text) {
    return pattern.matcher(text);
  }

  int groups() {
    return pattern.groupCount();
  }

  /** The number of the group of that name; 0 if there is none. */
  int group(String name) {
    return pattern.namedGroups().getOrDefault(name, 0);
  }
}
