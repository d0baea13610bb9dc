package io.promferry.gateway.relabel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Relabelling as Prometheus' documentation tells it, on maps, with Java's own regexes. For names
 * and case mappings of ASCII, and rules in which no two labels are mapped onto one name, of which
 * the documentation says nothing.
 */
public final class RelabelOracle {
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$)|(\\w+)|\\{(\\w+)})");

  private RelabelOracle() {}

  /** The labels afterwards; empty if the series is dropped. */
  public static Optional<Map<String, String>> apply(
      List<RelabelRule> rules, Map<String, String> labels, Set<String> immutable) {
    Map<String, String> now = new TreeMap<>(labels);
    for (var rule : rules) {
      var next = apply(rule, now);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      var after = new TreeMap<>(next.get());
      after.values().removeIf(String::isEmpty);
      after.keySet().removeAll(immutable);
      now.forEach((name, value) -> {
        if (immutable.contains(name)) {
          after.put(name, value);
        }
      });
      now = after;
    }
    return Optional.of(now);
  }

  private static Optional<Map<String, String>> apply(RelabelRule rule, Map<String, String> labels) {
    var source =
        rule.sourceLabels().stream()
            .map(name -> labels.getOrDefault(name, ""))
            .collect(Collectors.joining(rule.separator()));
    var target = rule.targetLabel();
    boolean matches = match(rule, source).isPresent();
    boolean equal = labels.getOrDefault(target, "").equals(source);
    Map<String, String> after = new TreeMap<>(labels);
    switch (rule.action()) {
      case KEEP -> {
        return matches ? Optional.of(after) : Optional.empty();
      }
      case DROP -> {
        return matches ? Optional.empty() : Optional.of(after);
      }
      case KEEPEQUAL -> {
        return equal ? Optional.of(after) : Optional.empty();
      }
      case DROPEQUAL -> {
        return equal ? Optional.empty() : Optional.of(after);
      }
      case REPLACE ->
          match(rule, source)
              .filter(match -> !expand(target, match).isEmpty())
              .ifPresent(
                  match -> after.put(expand(target, match), expand(rule.replacement(), match)));
      case HASHMOD -> after.put(target, hash(source).mod(unsigned(rule.modulus())).toString());
      case LOWERCASE -> after.put(target, source.toLowerCase(Locale.ROOT));
      case UPPERCASE -> after.put(target, source.toUpperCase(Locale.ROOT));
      case LABELMAP ->
          labels.forEach((name, value) ->
              match(rule, name)
                  .ifPresent(match -> after.put(expand(rule.replacement(), match), value)));
      case LABELDROP -> after.keySet().removeIf(name -> match(rule, name).isPresent());
      case LABELKEEP -> after.keySet().removeIf(name -> match(rule, name).isEmpty());
    }
    return Optional.of(after);
  }

  private static Optional<Matcher> match(RelabelRule rule, String text) {
    var regex = rule.regex().replace("(?P<", "(?<");
    return Optional.of(Pattern.compile(regex, Pattern.DOTALL).matcher(text))
        .filter(Matcher::matches);
  }

  private static String expand(String template, Matcher match) {
    return REFERENCE
        .matcher(template)
        .replaceAll(reference ->
            Matcher.quoteReplacement(
                reference.group(1) != null
                    ? "$"
                    : group(
                        match,
                        reference.group(2) == null ? reference.group(3) : reference.group(2))));
  }

  private static String group(Matcher match, String name) {
    String value = null;
    if (name.chars().allMatch(Character::isDigit)) {
      int number = Integer.parseInt(name);
      value = number <= match.groupCount() ? match.group(number) : null;
    } else if (match.namedGroups().containsKey(name)) {
      value = match.group(name);
    }
    return value == null ? "" : value;
  }

  private static BigInteger hash(String text) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return new BigInteger(1, Arrays.copyOfRange(md5, 8, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }
}
