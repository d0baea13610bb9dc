package io.promferry.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.sink.SinkBehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {
  private static final String GOOD =
      """
      description: all is well
      load: {tenants: 3, series: 100, interval: 2s, protocol: rw1}
      duration: 1m
      pace:
        - {at: 20s, times: 10}
        - {at: 30s, times: 1}
      gateway: {heap: 256MiB, sections: {server: {memory-budget: 128MiB}}, tenant-limits: {active-series: 110}}
      events:
        - {at: 40s, store: take}
        - {at: 10s, store: slow 2s}
        - {at: 45s, every: 6s, gateway: reload}
      criteria:
        books-balance: true
        latency: {p99: 50ms}
      short:
        load: {tenants: 2}
        lateness: 250ms
        duration: 50s
      """;

  @Test
  void readsAScenario() throws Exception {
    var scenario = read(GOOD).full();

    assertThat(scenario.load().tenants()).isEqualTo(3);
    assertThat(scenario.load().protocol()).isEqualTo(WriteProtocol.RW1);
    assertThat(scenario.duration()).isEqualTo(Duration.ofMinutes(1));
    assertThat(scenario.mostLateness()).isEqualTo(Duration.ofMillis(10));
    assertThat(scenario.pace().steps()).hasSize(3);
    assertThat(scenario.gateway().sections())
        .isEqualTo(Map.of("server", Map.of("memory-budget", "128MiB")));
    assertThat(scenario.gateway().tenantLimits()).isEqualTo(Map.of("active-series", 110L));
    assertThat(scenario.criteria())
        .containsExactly(
            new Criterion.BooksBalance(), new Criterion.LatencyBelow(99, Duration.ofMillis(50)));
  }

  @Test
  void putsEventsInOrderAndRepeatsThemUpToTheEnd() throws Exception {
    var events = read(GOOD).full().events();

    assertThat(events.stream().map(Event::at).map(Duration::toSeconds))
        .containsExactly(10L, 40L, 45L, 51L, 57L);
    assertThat(events.getFirst())
        .asInstanceOf(InstanceOfAssertFactories.type(Event.Store.class))
        .extracting(Event.Store::behaviour)
        .isEqualTo(new SinkBehaviour.Slow(Duration.ofSeconds(2)));
  }

  @Test
  void laysTheShortFormOverTheRest() throws Exception {
    var shortForm = read(GOOD).shortForm();

    assertThat(shortForm.load().tenants()).isEqualTo(2);
    assertThat(shortForm.load().series()).isEqualTo(100);
    assertThat(shortForm.mostLateness()).isEqualTo(Duration.ofMillis(250));
    assertThat(shortForm.duration()).isEqualTo(Duration.ofSeconds(50));
    assertThat(shortForm.events()).hasSize(3);
  }

  @Test
  void namesEveryMistakeAtOnce() {
    var bad =
        """
        load: {tenants: 20000, series: many, interval: 0s, protocol: rw3, tennants: 1}
        duration: soon
        gateway: {heap: 1MiB, count: 9}
        events:
          - {at: 1s, store: sideways}
          - {at: 1s, gateway: explode}
          - {store: take, noise: []}
        criteria:
          books-balance: maybe
          latency: {p98: 5ms}
          answers: "204"
        shrt: {}
        """;

    assertThat(problems(bad))
        .containsExactlyInAnyOrder(
            "bad.yml:1: description: is required",
            "bad.yml:1: load.tenants: must be a whole number between 1 and 10,000, got '20000'",
            "bad.yml:1: load.series: must be a whole number between 1 and 10,000,000, got 'many'",
            "bad.yml:1: load.interval: must be positive, got 0s",
            "bad.yml:1: load.protocol: must be rw1, rw2 or both, got 'rw3'",
            "bad.yml:1: load.tennants: unknown key",
            "bad.yml:2: duration: must be a duration such as 500ms, 10s or 5m, got 'soon'",
            "bad.yml:3: gateway.heap: must be a whole number between 32 and 32,768, got '1'",
            "bad.yml:3: gateway.count: must be a whole number between 1 and 4, got '9'",
            "bad.yml:5: events[0].store: must be take, slow 2s, refuse 503, stall, reset or down,"
                + " got 'sideways'",
            "bad.yml:6: events[1].gateway: must be kill, start, rolling-restart or reload,"
                + " got 'explode'",
            "bad.yml:7: events[2].at: is required",
            "bad.yml:7: events[2].store: one of store, gateway and noise must be there, and only"
                + " one",
            "bad.yml:9: criteria.books-balance: must be true or left out, got 'maybe'",
            "bad.yml:10: criteria.latency.p98: unknown key",
            "bad.yml:11: criteria.answers: must be a list",
            "bad.yml:12: shrt: unknown key");
  }

  @Test
  void namesAMistakeOfTheShortFormByItsLine() {
    assertThat(problems(GOOD.replace("duration: 50s", "duration: 45s")))
        .containsExactly("bad.yml:11: events[2].at: must be before the end at 45 s, got 45 s");
  }

  @Test
  void refusesCriteriaThatNothingCanMeet() {
    assertThat(
            problems(
                """
                description: books that nobody keeps, noise that nobody makes
                load: {tenants: 1, series: 1, interval: 1s}
                duration: 1m
                store: counting
                criteria:
                  books-balance: true
                  noise-answers: {garbage: {some: ["400"]}}
                """))
        .containsExactly(
            "bad.yml:6: criteria.books-balance: needs a verifying or a real store",
            "bad.yml:7: criteria.noise-answers.garbage: no event makes this noise");
  }

  @Test
  void refusesWhatARealStoreDoesNotDo() {
    assertThat(
            problems(
                """
                description: a store that is told what to do
                load: {tenants: 1, series: 100, interval: 1s, histograms: 0.5}
                duration: 1m
                store: victoria-metrics
                events:
                  - {at: 1s, store: down}
                criteria:
                  books-balance: true
                """))
        .containsExactly(
            "bad.yml:1: store: victoria-metrics takes no native histograms, and load has some",
            "bad.yml:1: events: a real store does not do as it is told; only a sink does");
  }

  @Test
  void refusesBothProtocolsWhereThereIsOnlyOneBody() {
    assertThat(problems(GOOD.replace("protocol: rw1", "protocol: both")))
        .containsExactly(
            "bad.yml:2: load.protocol: both needs tenants with more than one body",
            "bad.yml:16: load.protocol: both needs tenants with more than one body");
  }

  @Test
  void saysWhereAFileIsNotYaml() {
    assertThat(problems("load: {")).singleElement().asString().startsWith("bad.yml:1: not YAML: ");
  }

  @Test
  void refusesATimeThatEndsBeforeTheLastEvent() throws Exception {
    var scenario = read(GOOD).full();

    assertThatThrownBy(() -> scenario.lasting(Duration.ofSeconds(57)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must last longer than 57 s, when its last event is: 57 s");
  }

  private static ScenarioFile read(String yaml) throws ScenarioFileException {
    return ScenarioReader.read("bad", "bad.yml", yaml);
  }

  private static List<String> problems(String yaml) {
    try {
      read(yaml);
      throw new AssertionError("taken: " + yaml);
    } catch (ScenarioFileException refused) {
      return refused.problems();
    }
  }
}
