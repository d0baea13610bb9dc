package io.promferry.gateway.relabel;

import static io.promferry.gateway.relabel.RulesText.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation of Prometheus' {@code relabel_config} says, example by example. */
class RelabelRulesTest {
  @Nested
  class Replace {
    @Test
    void writesTheSourceByDefault() {
      assertThat(after("{source_labels: [a], target_label: b}", "a", "foo"))
          .containsExactly(Map.entry("a", "foo"), Map.entry("b", "foo"));
    }

    @Test
    void joinsSeveralSourcesWithSemicolonsOrTheSeparator() {
      assertThat(after("{source_labels: [a, b, a], target_label: t}", "a", "1", "b", "2"))
          .containsEntry("t", "1;2;1");
      assertThat(
              after("{source_labels: [a, b], separator: '', target_label: t}", "a", "1", "b", "2"))
          .containsEntry("t", "12");
    }

    @Test
    void takesAnAbsentLabelForAnEmptyOne() {
      assertThat(after("{source_labels: [none, a], target_label: t}", "a", "1"))
          .containsEntry("t", ";1");
    }

    @Test
    void leavesTheTargetWhereTheRegexDoesNotMatchAllOfTheSource() {
      assertThat(after("{source_labels: [a], regex: fo, target_label: b}", "a", "foo", "b", "x"))
          .containsEntry("b", "x");
    }

    @Test
    void deletesTheTargetIfTheResultIsEmpty() {
      assertThat(
              after(
                  "{source_labels: [a], regex: '(x)?foo', target_label: b}", "a", "foo", "b", "x"))
          .containsExactly(Map.entry("a", "foo"));
      assertThat(after("{target_label: a, replacement: ''}", "a", "foo")).isEmpty();
    }

    @Test
    void writesAFixedTextWithoutASource() {
      assertThat(after("{target_label: site, replacement: eu}")).containsEntry("site", "eu");
    }

    @Test
    void fillsInTheTargetLabelsNameToo() {
      var rule =
          "{source_labels: [a], regex: '(\\w+)-(\\w+)', target_label: 'x_${1}', replacement: $2}";

      assertThat(after(rule, "a", "foo-bar")).containsEntry("x_foo", "bar");
    }

    @Test
    void doesNothingIfTheTargetLabelsNameComesOutEmpty() {
      assertThat(
              after(
                  "{source_labels: [a], regex: '(x)?f', target_label: $1, replacement: y}",
                  "a",
                  "f"))
          .containsExactly(Map.entry("a", "f"));
    }

    @Test
    void takesUtf8Names() {
      assertThat(after("{source_labels: [größe.µ], target_label: 'a b'}", "größe.µ", "東京"))
          .containsEntry("a b", "東京");
    }

    @Test
    void letsADotMatchTheEndOfALine() {
      assertThat(after("{source_labels: [a], regex: 'x(.+)z', target_label: b}", "a", "x\n\nz"))
          .containsEntry("b", "\n\n");
    }

    @Test
    void matchesALastLineEndOnlyIfTheRegexDoes() {
      assertThat(after("{source_labels: [a], regex: foo, target_label: b}", "a", "foo\n"))
          .doesNotContainKey("b");
    }

    @Test
    void anchorsAlternativesAsAWhole() {
      assertThat(
              after(
                  "{source_labels: [a], regex: 'x|y', target_label: b, replacement: z}", "a", "xy"))
          .doesNotContainKey("b");
    }

    /** As Go's documentation of {@code Regexp.Expand} has it. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "$1           | foo",
          "${1}         | foo",
          "$1x          | none",
          "${1}x        | foox",
          "$1-x         | foo-x",
          "$first       | foo",
          "${first}     | foo",
          "$first_      | none",
          "$0           | foo.bar",
          "$2$1         | barfoo",
          "$3           | none",
          "a$3b         | a",
          "a${3}b       | ab",
          "$9           | none",
          "$01          | none",
          "$1000000000  | none",
          "$$1          | $1",
          "$$$1         | $foo",
          "a$           | a$",
          "$-$1         | $-foo",
          "${1          | ${1",
          "${}$1        | ${}foo",
          "${$1}        | ${foo}",
          "$é           | none",
          "$1é          | none",
          "${1}é        | fooé"
        })
    void expandsAsGoDoes(String replacement, String expected) {
      var rule =
          "{source_labels: [a], regex: '(?P<first>[a-z]+)\\.([a-z]+)(x)?', target_label: t,"
              + " replacement: '"
              + replacement
              + "'}";

      assertThat(after(rule, "a", "foo.bar").getOrDefault("t", "none")).isEqualTo(expected);
    }

    @Test
    void knowsBothWaysToNameAGroup() {
      assertThat(
              after(
                  "{source_labels: [a], regex: '(?<n>.).*', target_label: b, replacement: $n}",
                  "a",
                  "xyz"))
          .containsEntry("b", "x");
    }
  }

  @Nested
  class LeavingOut {
    @ParameterizedTest
    @CsvSource({
      "keep, fo+, foo, true",
      "keep, fo+, food, false",
      "drop, fo+, foo, false",
      "drop, fo+, food, true",
      "keep, '', '', true",
      "drop, .+, '', true",
      "drop, .*, '', false",
    })
    void comparesTheWholeSource(String action, String regex, String value, boolean stays) {
      var rules = rules("{source_labels: [a], regex: '" + regex + "', action: " + action + "}");

      assertThat(apply(rules, labels("a", value)).isPresent()).isEqualTo(stays);
    }

    @ParameterizedTest
    @CsvSource({
      "keepequal, 1, 1, true",
      "keepequal, 1, 2, false",
      "keepequal, '', '', true",
      "dropequal, 1, 1, false",
      "dropequal, 1, 2, true",
      "dropequal, 1, '', true",
      "dropequal, '', '', false",
    })
    void comparesTwoLabels(String action, String a, String b, boolean stays) {
      var rules = rules("{source_labels: [a], target_label: b, action: " + action + "}");

      assertThat(apply(rules, labels("a", a, "b", b)).isPresent()).isEqualTo(stays);
    }

    @Test
    void appliesNoFurtherRule() {
      var rules = rules("{source_labels: [a], action: drop}", "{target_label: b, replacement: c}");
      var labels = labels("a", "1");

      assertThat(rules.apply(labels)).isFalse();
      assertThat(labels.toMap()).doesNotContainKey("b");
    }
  }

  @Nested
  class Names {
    @Test
    void copiesByNameAndKeepsTheOriginal() {
      assertThat(after("{regex: 'meta_(.+)', action: labelmap}", "meta_a", "1", "b", "2"))
          .containsOnly(Map.entry("meta_a", "1"), Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void mapsWhatWasThereBeforeTheRule() {
      assertThat(
              after("{regex: '(.+)', replacement: 'x_$1', action: labelmap}", "a", "1", "x_a", "2"))
          .containsOnly(Map.entry("a", "1"), Map.entry("x_a", "1"), Map.entry("x_x_a", "2"));
    }

    @Test
    void letsTheLastOfTwoWinThatAreMappedOntoOneName() {
      assertThat(after("{regex: '[ab]', replacement: t, action: labelmap}", "a", "1", "b", "2"))
          .containsEntry("t", "2");
    }

    @Test
    void takesWhatARuleHasWrittenForTheLast() {
      var rules =
          rules(
              "{target_label: a, replacement: new}",
              "{regex: '[ab]', replacement: t, action: labelmap}");

      assertThat(apply(rules, labels("a", "1", "b", "2")).orElseThrow()).containsEntry("t", "new");
    }

    @Test
    void mapsNothingOntoAnEmptyName() {
      assertThat(after("{regex: '(x)?a', action: labelmap}", "a", "1"))
          .containsExactly(Map.entry("a", "1"));
    }

    @Test
    void dropsNamesThatMatch() {
      assertThat(after("{regex: 'a.*', action: labeldrop}", "a", "1", "ab", "2", "ba", "3"))
          .containsExactly(Map.entry("ba", "3"));
    }

    @Test
    void keepsNamesThatMatch() {
      assertThat(
              after(
                  "{regex: 'a.*|__name__', action: labelkeep}",
                  "a",
                  "1",
                  "ba",
                  "3",
                  "__name__",
                  "up"))
          .containsOnly(Map.entry("a", "1"), Map.entry("__name__", "up"));
    }
  }

  @Nested
  class Values {
    /** The numbers are those of Python's {@code int.from_bytes(md5(v).digest()[8:], 'big') % m}. */
    @ParameterizedTest
    @CsvSource({
      "foo, 1000, 696",
      "foo;bar, 1000, 750",
      "foo, 18446744073709551615, 17145033699835028696",
      "東京, 97, 33"
    })
    void hashesToTheLastEightBytesOfTheMd5(String value, String modulus, String expected) {
      assertThat(
              after(
                  "{source_labels: [a], modulus: "
                      + modulus
                      + ", target_label: t, action: hashmod}",
                  "a",
                  value))
          .containsEntry("t", expected);
    }

    @Test
    void changesTheCaseOfEachCharacterByItself() {
      assertThat(after("{source_labels: [a], target_label: a, action: lowercase}", "a", "FOO-ÄİΣ"))
          .containsEntry("a", "foo-äiσ");
      assertThat(
              after("{source_labels: [a], target_label: b, action: uppercase}", "a", "foo-äßŉ𐐨"))
          .containsEntry("b", "FOO-ÄßŉÐ".replace("Ð", "𐐀"));
    }

    @Test
    void deletesTheTargetOfAnEmptySource() {
      assertThat(after("{source_labels: [a], target_label: b, action: lowercase}", "b", "x"))
          .isEmpty();
    }
  }

  @Nested
  class Protection {
    private final Set<String> forced = Set.of("tenant", "vpc");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{target_label: tenant, replacement: other}",
          "{target_label: tenant, replacement: ''}",
          "{source_labels: [a], regex: '(.*)', target_label: 'tenant', action: lowercase}",
          "{source_labels: [a], modulus: 7, target_label: vpc, action: hashmod}",
          "{source_labels: [b], regex: '(.*)', target_label: '$1', replacement: stolen}",
          "{regex: 'a', replacement: tenant, action: labelmap}",
          "{regex: 'tenant|vpc', action: labeldrop}",
          "{regex: 'a|b', action: labelkeep}"
        })
    void hasNothingDoneToIt(String rule) {
      var labels = new MutableLabels(forced);
      labels.give("a", "Other");
      labels.give("b", "vpc");
      labels.give("tenant", "acme");
      labels.give("vpc", "blue");

      assertThat(rules(rule).apply(labels)).isTrue();
      assertThat(labels.changed()).isFalse();
      assertThat(labels.toMap()).containsEntry("tenant", "acme").containsEntry("vpc", "blue");
    }

    @Test
    void isStillSeen() {
      var labels = new MutableLabels(forced);
      labels.give("tenant", "acme");
      var rules =
          rules(
              "{source_labels: [tenant], target_label: owner}",
              "{regex: tenant, replacement: mapped, action: labelmap}");

      assertThat(rules.apply(labels)).isTrue();
      assertThat(labels.toMap()).containsEntry("owner", "acme").containsEntry("mapped", "acme");
    }
  }

  @Test
  void knowsWhetherLabelsHaveChanged() {
    var same = labels("a", "1");
    var other = labels("a", "1");

    rules("{source_labels: [a], target_label: a}", "{regex: none, action: labeldrop}").apply(same);
    rules("{source_labels: [a], target_label: b}").apply(other);

    assertThat(same.changed()).isFalse();
    assertThat(other.changed()).isTrue();
  }

  @Test
  void appliesRulesInTheirOrderAndThenTheNext() {
    var first = rules("{target_label: t, replacement: a}");
    var second = rules("{source_labels: [t], target_label: t, replacement: '${1}b'}");

    assertThat(apply(first.then(second), labels()).orElseThrow()).containsEntry("t", "ab");
    assertThat(apply(second.then(first), labels()).orElseThrow()).containsEntry("t", "a");
  }

  @Test
  void areEqualIfTheirRulesAre() {
    assertThat(rules("{regex: a, action: labeldrop}"))
        .isEqualTo(rules("{action: LabelDrop, regex: 'a', separator: ;}"))
        .hasSameHashCodeAs(rules("{action: labeldrop, regex: a}"))
        .isNotEqualTo(rules("{action: labeldrop, regex: b}"));
    assertThat(rules())
        .isEqualTo(RelabelRules.NONE)
        .extracting(RelabelRules::isEmpty)
        .isEqualTo(true);
    assertThat(RelabelRules.of(List.of()).then(rules("{target_label: a}")))
        .isEqualTo(rules("{target_label: a}"));
  }

  /** A regex that a backtracking engine would need years for. */
  @Test
  void takesLinearTime() {
    var rules = rules("{source_labels: [a], regex: '(a*)*(a*)*(a*)*b', action: drop}");

    assertThat(apply(rules, labels("a", "a".repeat(5_000)))).isPresent();
  }

  private static Map<String, String> after(String rule, String... namesAndValues) {
    return apply(rules(rule), labels(namesAndValues)).orElseThrow();
  }

  private static Optional<Map<String, String>> apply(RelabelRules rules, MutableLabels labels) {
    return rules.apply(labels) ? Optional.of(labels.toMap()) : Optional.empty();
  }

  /** In order of names, as a series has them; what is empty is left out. */
  private static MutableLabels labels(String... namesAndValues) {
    var sorted = new TreeMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      sorted.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    sorted.values().removeIf(String::isEmpty);
    var labels = new MutableLabels(Set.of());
    new LinkedHashMap<>(sorted).forEach(labels::give);
    return labels;
  }
}
