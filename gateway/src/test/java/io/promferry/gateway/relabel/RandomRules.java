package io.promferry.gateway.relabel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random rules of every action, and random labels that they often match. Within what {@link
 * RelabelOracle} takes; in regexes nothing is repeated that could be empty, because engines differ
 * in the groups of that.
 */
public final class RandomRules {
  private static final List<String> NAMES =
      List.of("__name__", "a", "ab", "b", "x_a", "t1", "tenant", "vpc");
  private static final List<String> VALUES =
      List.of("a", "ab", "b", "B", "aab", "x", "a\nb", "1", "x_a", "tenant", "bxa", "é", "😀a");
  private static final List<String> ATOMS =
      List.of("a", "b", "x", "_", "[ab]", "[^a]", ".", "\\w", "\\d", "1", "(?i:A)", "é");
  private static final List<String> TEMPLATES =
      List.of(
          "$1", "${1}", "$1x", "${1}x", "$2$1", "$n", "${n}_", "$$", "v", "", "$0", "$3-$1", "t");

  private final RandomGenerator random;

  public RandomRules(RandomGenerator random) {
    this.random = random;
  }

  public List<RelabelRule> rules() {
    return IntStream.range(0, 1 + random.nextInt(4)).mapToObj(_ -> rule()).toList();
  }

  /** Never without a name, and with the labels that are forced. */
  public Map<String, String> labels() {
    var labels = new TreeMap<String, String>();
    for (var name : NAMES) {
      if (random.nextInt(3) > 0) {
        labels.put(name, one(VALUES));
      }
    }
    labels.put("__name__", one(VALUES));
    labels.put("tenant", "a");
    labels.put("vpc", "ab");
    return labels;
  }

  private RelabelRule rule() {
    var action = one(List.of(RelabelAction.values()));
    var sources = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> one(NAMES)).toList();
    var separator = random.nextBoolean() ? ";" : one(List.of("", "-", "a", "\n"));
    return switch (action) {
      case KEEPEQUAL, DROPEQUAL -> rule(sources, ";", "(.*)", 0, one(NAMES), "$1", action);
      case LABELDROP, LABELKEEP -> rule(List.of(), ";", nameRegex(), 0, "", "$1", action);
      case LABELMAP ->
          rule(
              sources,
              separator,
              nameRegex(),
              0,
              "",
              one(List.of("m_$0", "${0}", "x_${0}")),
              action);
      case LOWERCASE, UPPERCASE -> rule(sources, separator, regex(), 3, one(NAMES), "$1", action);
      case KEEP, DROP -> rule(sources, separator, regex(), 0, "", "$1", action);
      case HASHMOD ->
          rule(sources, separator, regex(), modulus(), one(NAMES), one(TEMPLATES), action);
      case REPLACE -> rule(sources, separator, regex(), 0, target(), one(TEMPLATES), action);
    };
  }

  private static RelabelRule rule(
      List<String> sources,
      String separator,
      String regex,
      long modulus,
      String target,
      String replacement,
      RelabelAction action) {
    return new RelabelRule(sources, separator, regex, modulus, target, replacement, action);
  }

  private String target() {
    var template = one(TEMPLATES);
    return random.nextInt(3) > 0 || template.isEmpty() ? one(NAMES) : template;
  }

  private long modulus() {
    long modulus = random.nextInt(3) == 0 ? random.nextLong() : 1 + random.nextInt(20);
    return modulus == 0 ? 1 : modulus;
  }

  private String nameRegex() {
    return random.nextBoolean() ? one(NAMES) + "|" + one(NAMES) : regex();
  }

  private String regex() {
    return random.nextInt(3) == 0 ? "(.*)" : alternatives(3) + (random.nextBoolean() ? "(.*)" : "");
  }

  private String alternatives(int depth) {
    var one = sequence(depth);
    return random.nextInt(3) == 0 ? "(?:" + one + "|" + sequence(depth) + ")" : one;
  }

  private String sequence(int depth) {
    var parts = new ArrayList<String>();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      parts.add(atom(depth) + one(List.of("", "", "*", "+", "?", "{1,2}", "*?")));
    }
    return String.join("", parts);
  }

  /** Something that is never empty. */
  private String atom(int depth) {
    if (depth == 0 || random.nextInt(3) > 0) {
      return one(ATOMS);
    }
    var group = depth == 3 && random.nextInt(4) == 0 ? "(" : "(?:";
    return group + one(ATOMS) + alternatives(depth - 1) + ")";
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
