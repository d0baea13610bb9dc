package io.promferry.gateway;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * Bodies as senders really send them go through a gateway and come out equal, as decoded by the
 * generated classes, but for the two labels. The bodies are those captured from a real Prometheus
 * where they lie beside the project, and small ones of our own in any case.
 */
class CorpusTest {
  private static final Path CAPTURED = Path.of("../../shared/corpus");
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");

  /** More than any body has. */
  private static final int ALL = 1_000_000;

  @TempDir private Path directory;
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store =
        new ScriptedStore(request ->
            new ScriptedStore.Reply.Answer(
                204, request.isRw2() ? KeepingStore.writtenHeaders(ALL, ALL, ALL) : Map.of(), ""));
    gateway =
        RunningGateway.before(
            directory,
            RunningGateway.upstream("central", store, "headers: {X-Scope-OrgID: \"{tenant}\"}"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  @Test
  void comesThroughAsRw1() throws IOException {
    for (byte[] body : bodies("rw1", Writes.rw1(100))) {
      assertThat(gateway.write(body, Writes.RW1).statusCode()).isEqualTo(204);

      var sent = WriteRequest.parseFrom(Snappy.uncompress(body));
      var stored = WriteRequest.parseFrom(store.lastRequest().decoded());
      assertThat(stored).isEqualTo(labelled(sent));
    }
  }

  private static WriteRequest labelled(WriteRequest request) {
    return request.toBuilder()
        .clearTimeseries()
        .addAllTimeseries(request.getTimeseriesList().stream().map(CorpusTest::labelled).toList())
        .build();
  }

  private static TimeSeries labelled(TimeSeries series) {
    var labels = new ArrayList<>(series.getLabelsList());
    FORCED.forEach(
        (name, value) -> labels.add(Label.newBuilder().setName(name).setValue(value).build()));
    labels.sort(Comparator.comparing(Label::getName));
    return series.toBuilder().clearLabels().addAllLabels(labels).build();
  }

  @Test
  void comesThroughAsRw2() throws IOException {
    for (byte[] body : bodies("rw2", Writes.rw2(100))) {
      assertThat(gateway.write(body, Writes.RW2).statusCode()).isEqualTo(204);

      var sent = Request.parseFrom(Snappy.uncompress(body));
      var stored = Request.parseFrom(store.lastRequest().decoded());
      assertThat(resolved(stored, Map.of())).isEqualTo(resolved(sent, FORCED));
    }
  }

  /** Everything of a series with its symbols written out; exemplars under the series they mean. */
  private static Map<Map<String, String>, List<Object>> resolved(
      Request request, Map<String, String> more) {
    var all = new HashMap<Map<String, String>, List<Object>>();
    for (var series : request.getTimeseriesList()) {
      var labels = labels(request, series.getLabelsRefsList());
      labels.putAll(more);
      var parts = all.computeIfAbsent(labels, _ -> new ArrayList<>());
      parts.addAll(series.getSamplesList());
      parts.addAll(series.getHistogramsList());
      series
          .getExemplarsList()
          .forEach(exemplar ->
              parts.add(
                  List.of(
                      labels(request, exemplar.getLabelsRefsList()),
                      exemplar.getValue(),
                      exemplar.getTimestamp())));
    }
    all.values().forEach(parts -> parts.sort(Comparator.comparing(Object::toString)));
    return all;
  }

  private static Map<String, String> labels(Request request, List<Integer> refs) {
    return new HashMap<>(
        IntStream.range(0, refs.size() / 2)
            .boxed()
            .collect(
                toMap(
                    i -> request.getSymbols(refs.get(2 * i)),
                    i -> request.getSymbols(refs.get(2 * i + 1)))));
  }

  private static List<byte[]> bodies(String version, byte[] own) throws IOException {
    var bodies = new ArrayList<>(List.of(own));
    var captured = CAPTURED.resolve(version);
    if (Files.isDirectory(captured)) {
      try (Stream<Path> files = Files.list(captured)) {
        for (Path file : files.sorted().toList()) {
          bodies.add(Files.readAllBytes(file));
        }
      }
    }
    return bodies;
  }
}
