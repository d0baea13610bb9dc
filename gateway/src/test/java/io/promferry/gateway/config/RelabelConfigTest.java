package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.relabel.RelabelAction;
import io.promferry.gateway.relabel.RelabelRule;
import io.promferry.gateway.relabel.RelabelRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelabelConfigTest {
  @Test
  void readsEveryKey() throws ConfigException {
    var rules =
        read(
            """
            relabel:
              - source_labels: [__name__, job]
                separator: "-"
                regex: go_(.*)
                modulus: 7
                target_label: shard
                replacement: x$1
                action: hashmod
            """);

    assertThat(rules)
        .isEqualTo(
            RelabelRules.of(
                List.of(
                    new RelabelRule(
                        List.of("__name__", "job"),
                        "-",
                        "go_(.*)",
                        7,
                        "shard",
                        "x$1",
                        RelabelAction.HASHMOD))));
  }

  @Test
  void fillsInTheDefaultsOfPrometheus() throws ConfigException {
    assertThat(read("relabel: [{target_label: a}]"))
        .isEqualTo(
            RelabelRules.of(
                List.of(
                    new RelabelRule(List.of(), ";", "(.*)", 0, "a", "$1", RelabelAction.REPLACE))));
  }

  @Test
  void hasNoRuleWithoutTheKey() throws ConfigException {
    assertThat(read("{}").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "{} => target_label: is required by replace",
        "{action: lowercase} => target_label: is required by" + " lowercase",
        "{action: hashmod, target_label: a} => modulus: is required by hashmod",
        "{action: hashmod, modulus: -1, target_label: a} => modulus: must be a whole number, got"
            + " '-1'",
        "{action: explode} => action: must be one of replace, keep," + " drop",
        "{action: drop, regex: 'a)'} => regex: is no RE2 regex: unexpected )" + " in 'a)'",
        "{action: drop, regex: '(a'} => regex: is no RE2 regex: missing" + " closing ) at '(a'",
        "{action: drop, regex: 'x[a'} => missing closing ] at '[a'",
        "{action: drop, regex: '(?=a)'} => invalid or unsupported Perl syntax at" + " '(?='",
        "{action: drop, regex: 'a)|(b'} => unexpected ) in 'a)|(b'",
        "{action: drop, source_labels: ['']} => source_labels: must be a label name," + " got ''",
        "{action: drop, source_labels: a} => source_labels: must be a list",
        "{action: drop, regex: [a]} => regex: must be a single value",
        "{action: labelmap, replacement: ''} => replacement: must be a label name, got" + " ''",
        "{action: uppercase, target_label: a, replacement: b} => replacement: cannot be given with"
            + " uppercase",
        "{action: dropequal, target_label: a, regex: b} => regex: cannot be given with dropequal,"
            + " which takes only source_labels and target_label",
        "{action: keepequal, target_label: a, separator: b} => separator: cannot be given with"
            + " keepequal",
        "{action: keepequal, target_label: a, modulus: 1} => modulus: cannot be given with"
            + " keepequal",
        "{action: keepequal, target_label: a, replacement: b} => replacement: cannot be given with"
            + " keepequal",
        "{action: labeldrop, source_labels: [a]} => source_labels: cannot be given with"
            + " labeldrop, which takes only regex",
        "{action: labelkeep, target_label: a} => target_label: cannot be given with" + " labelkeep",
        "{action: labelkeep, separator: a} => separator: cannot be given with" + " labelkeep",
        "{action: labelkeep, replacement: a} => replacement: cannot be given with" + " labelkeep",
        "{action: labelkeep, modulus: 1} => modulus: cannot be given with" + " labelkeep",
        "{action: drop, sourceLabels: [a]} => sourceLabels: unknown key",
        "{target_label: \"\\uD800\"} => target_label: must be a label name"
      })
  void saysWhatIsWrongAndWhere(String rule, String problem) {
    assertThat(problems("relabel: [" + rule + "]")).contains("relabel[0]").contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{target_label: 'a b', source_labels: [größe]}",
        "{target_label: '${1}-x'}",
        "{action: Keep, source_labels: [a]}",
        "{action: labelmap}",
        "{action: drop, modulus: 0, target_label: '', replacement: x}",
        "{action: lowercase, target_label: a, regex: x, separator: y, modulus: 1}",
        "{action: dropequal, target_label: a, source_labels: [a, b], regex: '(.*)'}"
      })
  void takesWhatPrometheusTakes(String rule) throws ConfigException {
    assertThat(read("relabel: [" + rule + "]").isEmpty()).isFalse();
  }

  @Test
  void reportsTheProblemsOfAllRulesTogether() {
    assertThat(
            problems(
                """
                relabel:
                  - {action: labeldrop, target_label: a, regex: "("}
                  - {action: hashmod}
                """))
        .contains(":2: relabel[0].target_label: cannot")
        .contains("relabel[0].regex: is no RE2 regex")
        .contains(":3: relabel[1].modulus: is required")
        .contains("relabel[1].target_label: is required");
  }

  private static String problems(String yaml) {
    return String.join(
        "\n", catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems());
  }

  private static RelabelRules read(String yaml) throws ConfigException {
    return Document.parse("test.yml", yaml, root -> RelabelConfig.read(root, "relabel"));
  }
}
