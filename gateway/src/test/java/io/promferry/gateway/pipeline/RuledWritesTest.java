package io.promferry.gateway.pipeline;

import static io.promferry.gateway.relabel.RulesText.rules;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.relabel.RandomRules;
import io.promferry.gateway.relabel.RelabelOracle;
import io.promferry.gateway.relabel.RelabelRule;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.gateway.wire.SpliceReport;
import io.promferry.gateway.wire.WriteVersion;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** Whole bodies under rules, of which each series has a sample at a time of its own. */
class RuledWritesTest {
  private static final TenantId ACME = new TenantId("a", "ab");
  private static final Map<String, String> FORCED = Map.of("tenant", "a", "vpc", "ab");
  private static final int PROGRAMS = 150;
  private static final int SERIES = 30;
  private static final int ROOMY = 16 << 20;

  /** What there is room for changes nothing: for all, for some, for nothing. */
  @ParameterizedTest
  @CsvSource({"RW1, 16777216", "RW1, 4000", "RW1, 1", "RW2, 16777216", "RW2, 4000", "RW2, 1"})
  void areWhatTheDocumentationSaysWhateverIsRemembered(WriteVersion version, long bytes)
      throws IOException {
    var randomRules = new RandomRules(new SplittableRandom(3));
    for (int program = 0; program < PROGRAMS; program++) {
      var written = randomRules.rules();
      var series = IntStream.range(0, SERIES).mapToObj(_ -> randomRules.labels()).toList();
      var memory = new RulesMemory(bytes);
      var plan = plan(RelabelRules.of(written), memory);
      var expected = expected(written, series);
      var sent = series.stream().map(RuledWritesTest::unforced).toList();

      for (int round = 0; round < 3; round++) {
        assertThat(written(body(sent, version), version, plan))
            .as("round %d of %s", round, written)
            .isEqualTo(expected);
      }
      assertThat(memory.used()).isLessThanOrEqualTo(bytes);
      memory.renew(Map.of());
      assertThat(memory.used()).isZero();
    }
  }

  /** Of so few none has to make room for another, wherever their hashes put them. */
  @ParameterizedTest
  @EnumSource
  void runRulesOnceForEachSeries(WriteVersion version) throws IOException {
    var memory = new RulesMemory(ROOMY);
    var plan = plan(rules("{source_labels: [a], target_label: b}"), memory);
    var series =
        IntStream.range(0, 8)
            .mapToObj(number -> Map.of("__name__", "up", "a", "v" + number))
            .toList();

    written(body(series, version), version, plan);
    long first = memory.computed();
    written(body(series, version), version, plan);

    assertThat(first).isEqualTo(8);
    assertThat(memory.computed()).isEqualTo(8);
  }

  @Test
  void rememberWhatASeriesIsAndNotInWhichVersionItCame() throws IOException {
    var memory = new RulesMemory(ROOMY);
    var plan = plan(rules("{source_labels: [a], target_label: b}"), memory);
    var series = List.of(Map.of("__name__", "up", "a", "x"));

    var first = written(body(series, WriteVersion.RW1), WriteVersion.RW1, plan);
    var second = written(body(series, WriteVersion.RW2), WriteVersion.RW2, plan);

    assertThat(memory.computed()).isEqualTo(1);
    assertThat(second).isEqualTo(first).hasSize(1);
  }

  /** The same bytes mean another series under other symbols. */
  @Test
  void lookAtSymbolsAndNotAtReferences() throws IOException {
    var plan =
        plan(
            rules(
                "{source_labels: [a], regex: secret, action: drop}",
                "{source_labels: [a], target_label: b}"),
            new RulesMemory(ROOMY));

    var dropped = written(symbols("", "__name__", "up", "a", "secret"), WriteVersion.RW2, plan);
    var kept = written(symbols("", "__name__", "up", "a", "public"), WriteVersion.RW2, plan);
    var other = written(symbols("", "__name__", "up", "c", "secret"), WriteVersion.RW2, plan);
    var droppedAgain =
        written(symbols("", "__name__", "up", "a", "secret"), WriteVersion.RW2, plan);

    assertThat(dropped).isEmpty();
    assertThat(kept.get(1L)).containsEntry("a", "public").containsEntry("b", "public");
    assertThat(other.get(1L)).containsEntry("c", "secret").doesNotContainKey("b");
    assertThat(droppedAgain).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void refuseWhatRulesMakeInvalidAndCountWhatTheyDrop(WriteVersion version) throws IOException {
    var plan =
        plan(
            rules(
                "{source_labels: [a], regex: drop, action: drop}",
                "{source_labels: [a], regex: nameless, target_label: __name__, replacement: ''}"),
            new RulesMemory(ROOMY));
    var series =
        List.of(
            Map.of("__name__", "up", "a", "drop"),
            Map.of("__name__", "up", "a", "nameless"),
            Map.of("__name__", "up", "a", "stays"));

    var report = report(process(body(series, version), version, plan));

    assertThat(report.series()).isEqualTo(1);
    assertThat(report.droppedByRules().series()).isEqualTo(1);
    assertThat(report.refused()).isEqualTo(Map.of(RefusalReason.MISSING_METRIC_NAME, 1));
  }

  /** The splice does not look at limits where rules come after it. */
  @ParameterizedTest
  @EnumSource
  void refuseWhatIsOverALimitWhetherOrNotARuleChangesIt(WriteVersion version) throws IOException {
    var plan =
        plan(
            rules("{source_labels: [a], regex: (short) .*, target_label: a}"),
            new RulesMemory(ROOMY),
            new LabelLimits(10, 16, 16));
    var series =
        List.of(
            Map.of("__name__", "up", "a", "long and stays so"),
            Map.of("__name__", "up", "a", "short when it is cut"),
            Map.of("__name__", "up", "a", "short"));

    var report = report(process(body(series, version), version, plan));

    assertThat(report.refused()).isEqualTo(Map.of(RefusalReason.LABEL_VALUE_TOO_LONG, 1));
    assertThat(report.series()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void seeAForgedLabelOnlyAsExported(WriteVersion version) throws IOException {
    var plan =
        plan(
            rules(
                "{source_labels: [tenant, exported_tenant], target_label: seen}",
                "{regex: exported_.+, action: labeldrop}"),
            new RulesMemory(ROOMY));
    var series = List.of(Map.of("__name__", "up", "tenant", "other"));

    assertThat(written(body(series, version), version, plan).get(1L))
        .isEqualTo(Map.of("__name__", "up", "seen", "a;other", "tenant", "a", "vpc", "ab"));
  }

  @Test
  void areSmallOnlyWhereRulesHaveLittleToGoThrough() throws IOException {
    var memory = new RulesMemory(ROOMY);
    var plan = plan(rules("{source_labels: [a], target_label: b}"), memory);
    var many =
        body(
            IntStream.range(0, 4_000)
                .mapToObj(number -> Map.of("__name__", "up", "a", "v" + number))
                .toList(),
            WriteVersion.RW1);
    var one = body(List.of(Map.of("__name__", "up", "a", "x".repeat(200_000))), WriteVersion.RW1);

    assertThat(processIfSmall(one, plan)).isEmpty();
    assertThat(memory.computed()).isZero();
    assertThat(processIfSmall(many, plan)).isEmpty();
    assertThat(memory.computed()).isBetween(1L, 3_999L);

    process(many, WriteVersion.RW1, plan);
    process(one, WriteVersion.RW1, plan);
    assertThat(processIfSmall(many, plan)).isPresent();
    assertThat(processIfSmall(one, plan)).isPresent();
  }

  private static Optional<Processed> processIfSmall(byte[] body, TenantPlan plan) {
    return WritePipeline.processIfSmall(
        ROOMY,
        new IncomingBody(body, body.length, BodyEncoding.SNAPPY, WriteVersion.RW1, 0),
        plan,
        Set.of(BodyForm.whole(WriteVersion.RW1)),
        new Scratch());
  }

  private static TenantPlan plan(RelabelRules rules, RulesMemory memory) {
    return plan(rules, memory, LabelLimits.NONE);
  }

  private static TenantPlan plan(RelabelRules rules, RulesMemory memory, LabelLimits limits) {
    memory.renew(Map.of(ACME, new TenantRules.Terms(rules, FORCED, limits)));
    return new TenantPlan(
        new SplicePlan(
            ForcedLabels.of(FORCED),
            ConflictPolicy.KEEP_AS_EXPORTED,
            LabelLimits.NONE,
            RulesGate.of(memory.rules(ACME), Optional.empty())),
        1 << 20,
        Duration.ofMinutes(10));
  }

  private static Map<String, String> unforced(Map<String, String> labels) {
    var unforced = new TreeMap<>(labels);
    unforced.keySet().removeAll(FORCED.keySet());
    return unforced;
  }

  private static Map<Long, Map<String, String>> expected(
      List<RelabelRule> rules, List<Map<String, String>> series) {
    var expected = new TreeMap<Long, Map<String, String>>();
    for (int i = 0; i < series.size(); i++) {
      long time = i + 1L;
      RelabelOracle.apply(rules, series.get(i), FORCED.keySet())
          .filter(labels -> labels.containsKey("__name__"))
          .ifPresent(labels -> expected.put(time, labels));
    }
    return expected;
  }

  private static Processed process(byte[] body, WriteVersion version, TenantPlan plan) {
    return WritePipeline.process(
        new IncomingBody(body, body.length, BodyEncoding.SNAPPY, version, 0),
        plan,
        Set.of(BodyForm.whole(version)),
        new Scratch());
  }

  private static SpliceReport report(Processed processed) {
    return switch (processed) {
      case Processed.Forward forward -> forward.write().report();
      case Processed.Nothing nothing -> nothing.report();
      case Processed.Malformed malformed -> throw new AssertionError(malformed);
      case Processed.TooLarge tooLarge -> throw new AssertionError(tooLarge);
    };
  }

  /** The labels that the series with a sample at that time is sent on with. */
  private static Map<Long, Map<String, String>> written(
      byte[] body, WriteVersion version, TenantPlan plan) throws IOException {
    if (!(process(body, version, plan) instanceof Processed.Forward(var write))) {
      return Map.of();
    }
    var bytes = Snappy.uncompress(write.ready(BodyForm.whole(version)).orElseThrow().bytes());
    return switch (version) {
      case RW1 ->
          WriteRequest.parseFrom(bytes).getTimeseriesList().stream()
              .collect(
                  toMap(
                      series -> series.getSamples(0).getTimestamp(),
                      series ->
                          series.getLabelsList().stream()
                              .collect(toMap(Label::getName, Label::getValue))));
      case RW2 -> written(Request.parseFrom(bytes));
    };
  }

  private static Map<Long, Map<String, String>> written(Request request) {
    return request.getTimeseriesList().stream()
        .collect(
            toMap(
                series -> series.getSamples(0).getTimestamp(),
                series ->
                    IntStream.range(0, series.getLabelsRefsCount() / 2)
                        .boxed()
                        .collect(
                            toMap(
                                i -> request.getSymbols(series.getLabelsRefs(2 * i)),
                                i -> request.getSymbols(series.getLabelsRefs(2 * i + 1))))));
  }

  private static byte[] body(List<Map<String, String>> series, WriteVersion version)
      throws IOException {
    return switch (version) {
      case RW1 -> rw1(series);
      case RW2 -> rw2(series);
    };
  }

  private static byte[] rw1(List<Map<String, String>> all) throws IOException {
    var request = WriteRequest.newBuilder();
    for (int i = 0; i < all.size(); i++) {
      var series = TimeSeries.newBuilder().addSamples(Sample.newBuilder().setTimestamp(i + 1L));
      new TreeMap<>(all.get(i))
          .forEach(
              (name, value) -> series.addLabels(Label.newBuilder().setName(name).setValue(value)));
      request.addTimeseries(series);
    }
    return Snappy.compress(request.build().toByteArray());
  }

  private static byte[] rw2(List<Map<String, String>> all) throws IOException {
    var symbols = new ArrayList<>(List.of(""));
    var request = Request.newBuilder();
    for (int i = 0; i < all.size(); i++) {
      var series = series(i + 1L);
      new TreeMap<>(all.get(i))
          .forEach((name, value) ->
              series.addLabelsRefs(ref(symbols, name)).addLabelsRefs(ref(symbols, value)));
      request.addTimeseries(series);
    }
    return Snappy.compress(request.addAllSymbols(symbols).build().toByteArray());
  }

  private static int ref(List<String> symbols, String symbol) {
    if (!symbols.contains(symbol)) {
      symbols.add(symbol);
    }
    return symbols.indexOf(symbol);
  }

  /** A body with these symbols, and one series that refers to all of them in their order. */
  private static byte[] symbols(String... symbols) throws IOException {
    var series = series(1);
    IntStream.range(1, symbols.length).forEach(series::addLabelsRefs);
    return Snappy.compress(
        Request.newBuilder()
            .addAllSymbols(List.of(symbols))
            .addTimeseries(series)
            .build()
            .toByteArray());
  }

  private static io.promferry.proto.v2.TimeSeries.Builder series(long time) {
    return io.promferry.proto.v2.TimeSeries.newBuilder()
        .addSamples(io.promferry.proto.v2.Sample.newBuilder().setTimestamp(time));
  }
}
