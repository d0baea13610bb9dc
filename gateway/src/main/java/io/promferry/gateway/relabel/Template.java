package io.promferry.gateway.relabel;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with references to groups of a regex, as Go's {@code Regexp.Expand} reads it: {@code $1},
 * {@code ${1}}, {@code $name}, {@code ${name}}; the name is as long as it can be, so that {@code
 * $1x} is the name {@code 1x}; {@code $$} is a dollar sign, as is a {@code $} before anything else.
 * A group that is not there, or took no part in the match, is empty.
 */
final class Template {
  private final List<Part> parts;

  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Group(int number) implements Part {}
  }

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  static Template compile(String text, AnchoredRegex regex) {
    var parts = new ArrayList<Part>();
    int at = 0;
    int dollar;
    while ((dollar = text.indexOf('$', at)) >= 0) {
      if (dollar > at) {
        parts.add(new Part.Literal(text.substring(at, dollar)));
      }
      var reference = Reference.after(text, dollar + 1);
      if (reference == null) {
        parts.add(new Part.Literal("$"));
        at = dollar + (text.startsWith("$$", dollar) ? 2 : 1);
      } else {
        int group = reference.group(regex);
        if (group >= 0) {
          parts.add(new Part.Group(group));
        }
        at = reference.end;
      }
    }
    parts.add(new Part.Literal(text.substring(at)));
    return new Template(parts);
  }

  /** The text for a match of the regex for which the template was compiled. */
  String expand(Matcher match) {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Literal literal -> text.append(literal.text);
        case Part.Group group -> {
          var value = match.group(group.number);
          if (value != null) {
            text.append(value);
          }
        }
      }
    }
    return text.toString();
  }

  /**
   * What stands after a dollar sign.
   *
   * @param end where the text goes on
   */
  private record Reference(String name, int end) {
    static @Nullable Reference after(String text, int from) {
      boolean brace = text.startsWith("{", from);
      int start = brace ? from + 1 : from;
      int end = start;
      while (end < text.length() && isWord(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      if (end == start || (brace && !text.startsWith("}", end))) {
        return null;
      }
      return new Reference(text.substring(start, end), brace ? end + 1 : end);
    }

    private static boolean isWord(int codePoint) {
      return codePoint == '_' || Character.isLetter(codePoint) || Character.isDigit(codePoint);
    }

    /** The group that is meant; -1 if there is none. */
    int group(AnchoredRegex regex) {
      if (isNumber()) {
        int number = Integer.parseInt(name);
        return number <= regex.groups() ? number : -1;
      }
      int named = regex.group(name);
      return named > 0 ? named : -1;
    }

    private boolean isNumber() {
      return name.matches("0|[1-9][0-9]{0,8}");
    }
  }
}
