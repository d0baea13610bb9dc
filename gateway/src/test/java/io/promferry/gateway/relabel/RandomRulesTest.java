package io.promferry.gateway.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RandomRulesTest {
  private static final int PROGRAMS = 3_000;
  private static final int SERIES = 10;
  private static final Set<String> FORCED = Set.of("tenant", "vpc");

  @Test
  void doWhatTheDocumentationSays() {
    var random = new SplittableRandom(1);
    var randomRules = new RandomRules(random);
    int dropped = 0;
    int changed = 0;
    for (int program = 0; program < PROGRAMS; program++) {
      var written = randomRules.rules();
      var rules = RelabelRules.of(written);
      for (int series = 0; series < SERIES; series++) {
        var labels = randomRules.labels();
        var expected = RelabelOracle.apply(written, labels, FORCED);

        assertThat(apply(rules, labels)).as("%s of %s", written, labels).isEqualTo(expected);
        dropped += expected.isEmpty() ? 1 : 0;
        changed += expected.isPresent() && !expected.get().equals(labels) ? 1 : 0;
      }
    }
    assertThat(dropped).isGreaterThan(PROGRAMS);
    assertThat(changed).isGreaterThan(PROGRAMS);
  }

  @Test
  void haveEveryAction() {
    var randomRules = new RandomRules(new SplittableRandom(2));
    var actions = EnumSet.noneOf(RelabelAction.class);
    for (int i = 0; i < 100; i++) {
      randomRules.rules().forEach(rule -> actions.add(rule.action()));
    }

    assertThat(List.copyOf(actions)).containsExactly(RelabelAction.values());
  }

  private static Optional<Map<String, String>> apply(
      RelabelRules rules, Map<String, String> labels) {
    var mutable = new MutableLabels(FORCED);
    labels.forEach(mutable::give);
    return rules.apply(mutable) ? Optional.of(new TreeMap<>(mutable.toMap())) : Optional.empty();
  }
}
