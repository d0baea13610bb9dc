package io.promferry.loadtests.relabel;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random relabel rules that fit what {@code ScrapeTarget} shows. They read the forced labels and
 * never change them. Within what every version of Prometheus takes: names of ASCII, and no two
 * labels mapped onto one name.
 */
final class RandomPrograms {
  private static final List<String> ACTIONS =
      List.of(
          "replace",
          "replace",
          "replace",
          "keep",
          "drop",
          "keepequal",
          "dropequal",
          "hashmod",
          "labelmap",
          "labeldrop",
          "labelkeep",
          "lowercase",
          "uppercase");
  private static final List<String> SOURCES =
      List.of(
          "__name__",
          "instance",
          "job",
          "region",
          "sensor",
          "quantile",
          "le",
          "version",
          "fresh",
          "tenant",
          "vpc",
          "absent");
  private static final List<String> TARGETS =
      List.of("__name__", "job", "region", "sensor", "le", "fresh", "other");
  private static final List<String> REGEXES =
      List.of(
          "(.*)",
          "(\\w+)(.*)",
          "([a-z]+)_(.+)",
          "target_(?P<rest>[^;]+)(;.*)?",
          ".*e(.).*",
          "(.+?)(\\d+)?",
          "(?i:T.*|s.*)",
          "10\\.0\\.1\\.5:(\\d+);?(.*)",
          "up|target_.*|scrape_.*",
          "(a \"quoted\").*",
          ".*(ü|京).*",
          "",
          ".+");
  private static final List<String> REPLACEMENTS =
      List.of(
          "$1", "${1}", "$2-$1", "$1x", "${1}x", "$rest", "fixed", "$$1", "", "$0", "$9", "a$-");
  private static final List<String> NAMES =
      List.of("re.*", "(s)ensor", "[a-l].*", "job|le", "(.+)n", "fresh|other|m_.*", "quantile");

  private final RandomGenerator random;

  RandomPrograms(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The rules of one tenant. */
  List<Map<String, Object>> next() {
    return IntStream.rangeClosed(0, random.nextInt(5)).mapToObj(_ -> rule()).toList();
  }

  private Map<String, Object> rule() {
    var action = one(ACTIONS);
    var rule = new TreeMap<String, Object>();
    rule.put("action", action);
    switch (action) {
      case "labeldrop" -> rule.put("regex", one(NAMES));
      case "labelkeep" ->
          rule.put("regex", one(NAMES) + "|" + one(NAMES) + "|__name__|job|tenant|vpc");
      case "labelmap" -> {
        rule.put("regex", "(" + one(NAMES) + "|tenant)");
        rule.put("replacement", "m_$1");
      }
      case "keepequal", "dropequal" -> {
        rule.put("source_labels", List.of(one(SOURCES)));
        rule.put("target_label", one(SOURCES));
      }
      default -> bySource(action, rule);
    }
    return rule;
  }

  private void bySource(String action, Map<String, Object> rule) {
    rule.put(
        "source_labels", Stream.generate(() -> one(SOURCES)).limit(random.nextInt(4)).toList());
    if (random.nextInt(3) == 0) {
      rule.put("separator", one(List.of("", "-", "e")));
    }
    if (random.nextInt(3) > 0) {
      rule.put("regex", one(REGEXES));
    }
    if (!action.equals("keep") && !action.equals("drop")) {
      rule.put("target_label", one(TARGETS));
    }
    if (action.equals("hashmod")) {
      rule.put("modulus", 1 + random.nextInt(5));
    }
    if (action.equals("replace")) {
      rule.put("replacement", one(REPLACEMENTS));
      if (random.nextInt(3) == 0) {
        rule.put("regex", "([a-z]+)[^;]*;?(.*)");
        rule.put("target_label", "t_${1}");
      }
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
