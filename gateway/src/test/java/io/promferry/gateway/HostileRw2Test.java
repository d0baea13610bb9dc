package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/**
 * Whatever an RW2 sender sends, over real sockets and on to a store that takes RW1 only, so that
 * all of it is transcoded too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRw2Test {
  private static final String SAMPLES_WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    store = ScriptedStore.answering(204);
    gateway =
        RunningGateway.before(
            directory, RunningGateway.upstream("central", store, "protocol: rw1"));
  }

  @AfterAll
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  static Stream<Arguments> unreadableBodies() throws IOException {
    byte[] good = Snappy.uncompress(Writes.rw2(3));
    return Stream.of(
        Arguments.argumentSet("truncated protobuf", Arrays.copyOf(good, good.length - 3)),
        Arguments.argumentSet("symbols that are a number", hex("2001")),
        Arguments.argumentSet("a series that is a number", hex("2801")),
        Arguments.argumentSet("references that run past their series", hex("2a030a7f01")),
        Arguments.argumentSet("a truncated reference", hex("2a030a0180")),
        Arguments.argumentSet("a group", hex("3b3c")));
  }

  @ParameterizedTest
  @MethodSource("unreadableBodies")
  void refusesWhatCannotBeReadAsAWhole(byte[] decoded) throws IOException {
    var answer = write(Snappy.compress(decoded));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(" at byte ").hasLineCount(1);
    assertThat(written(answer)).isZero();
  }

  static Stream<Arguments> badSeries() {
    return Stream.of(
        Arguments.argumentSet("reference out of range", series(1, 2, 3, 99)),
        Arguments.argumentSet("reference of the largest number", series(1, 2, 3, -1)),
        Arguments.argumentSet("odd number of references", series(1, 2, 3)),
        Arguments.argumentSet("no references", series()),
        Arguments.argumentSet("no metric name", series(3, 4)),
        Arguments.argumentSet("empty name", series(0, 4, 1, 2)),
        Arguments.argumentSet("repeated name", series(1, 2, 3, 4, 3, 4)),
        Arguments.argumentSet(
            "exemplar with a reference out of range",
            series(1, 2).toBuilder()
                .addExemplars(Exemplar.newBuilder().addLabelsRefs(1).addLabelsRefs(99))
                .build()),
        Arguments.argumentSet(
            "help out of range",
            series(1, 2).toBuilder()
                .setMetadata(
                    Metadata.newBuilder()
                        .setHelpRef(99)
                        .setType(Metadata.MetricType.METRIC_TYPE_COUNTER))
                .build()));
  }

  @ParameterizedTest
  @MethodSource("badSeries")
  void leavesOutOnlyTheBadSeriesAndCountsTheGoodOnes(TimeSeries bad) throws IOException {
    var answer = write(body(series(1, 2), bad, series(1, 2, 3, 4)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("1 series refused").contains("2 accepted").hasLineCount(1);
    assertThat(written(answer)).isEqualTo(2);
    assertThat(WriteRequest.parseFrom(store.lastRequest().decoded()).getTimeseriesList())
        .hasSize(2)
        .allSatisfy(stored ->
            assertThat(stored.getLabelsList())
                .containsOnlyOnce(label("tenant", "acme"), label("vpc", "vpc-acme")));
  }

  @Test
  void refusesOnlyTheSeriesOfASymbolThatIsNotUtf8() throws IOException {
    var request = request(series(1, 2), series(1, 2, 3, 6)).toByteString();
    var symbol = ByteString.copyFrom(new byte[] {0x22, 1, (byte) 0xff});

    var answer = write(Snappy.compress(request.concat(symbol).toByteArray()));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not UTF-8");
    assertThat(written(answer)).isEqualTo(1);
  }

  @Test
  void refusesASmallBodyThatWouldBecomeAHugeOne() throws IOException {
    var answer = write(sharing("x".repeat(100_000), 2_000));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).containsPattern("the request is larger than \\d{7} bytes");
  }

  @Test
  void countsInTheMemoryBudgetWhatABodyHasBecome() throws IOException {
    store.follow(_ -> new ScriptedStore.Reply.Silence());
    var body = sharing("x".repeat(1_000), 500);

    var answer = CompletableFuture.supplyAsync(() -> unchecked(body));

    await().until(() -> gateway.metric("promferry_inflight_bytes ") > 500_000);
    assertThat(answer.join().statusCode()).isEqualTo(503);
    assertThat(gateway.metric("promferry_inflight_bytes ")).isZero();
    store.follow(_ -> new ScriptedStore.Reply.Answer(204));
  }

  @Test
  void answersAnEmptyRequestAsWritten() throws IOException {
    assertThat(write(Snappy.compress(new byte[0])).statusCode()).isEqualTo(204);
  }

  /** A body of so many series with one label value. */
  private static byte[] sharing(String value, int series) throws IOException {
    var all = Collections.nCopies(series, series(1, 2, 3, 6)).toArray(TimeSeries[]::new);
    return Snappy.compress(request(all).toBuilder().addSymbols(value).build().toByteArray());
  }

  private HttpResponse<String> unchecked(byte[] body) {
    try {
      return write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> write(byte[] body) throws IOException {
    return gateway.write(body, Writes.RW2);
  }

  private static long written(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong(SAMPLES_WRITTEN).orElseThrow();
  }

  private static byte[] body(TimeSeries... series) throws IOException {
    return Snappy.compress(request(series).toByteArray());
  }

  private static Request request(TimeSeries... series) {
    return Request.newBuilder()
        .addAllSymbols(List.of("", "__name__", "up", "job", "node", "tenant"))
        .addAllTimeseries(Arrays.asList(series))
        .build();
  }

  private static TimeSeries series(Integer... references) {
    return TimeSeries.newBuilder()
        .addAllLabelsRefs(Arrays.asList(references))
        .addSamples(Sample.newBuilder().setValue(1).setTimestamp(1))
        .build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
