package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.ScriptedStore.Reply;
import io.promferry.gateway.ScriptedStore.Reply.Answer;
import io.promferry.gateway.ScriptedStore.Script;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** What a store may answer to the pieces of a write that it has refused as a whole. */
class PiecesTest {
  private static final int SMALL = 700;
  private static final Map<String, String> ZEROS = KeepingStore.writtenHeaders(0, 0, 0);

  @TempDir private Path directory;
  private ScriptedStore store;
  private ScriptedStore rw1Store;
  private RunningGateway gateway;
  private RunningGateway rw1Gateway;

  @BeforeEach
  void start() throws Exception {
    store = ScriptedStore.answering(204);
    rw1Store = ScriptedStore.answering(204);
    gateway =
        RunningGateway.before(
            directory,
            RunningGateway.upstream("central", store, "headers: {X-Scope-OrgID: \"{tenant}\"}"));
    rw1Gateway =
        RunningGateway.before(
            directory, RunningGateway.upstream("central", rw1Store, "protocol: rw1"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    rw1Gateway.close();
    store.close();
    rw1Store.close();
  }

  @Test
  void findsTheBadSampleThoughTheStoreSendsCountsOnRw1Too() throws IOException {
    var kept = new KeepingStore(sample -> sample.timestamp() == 4, false);
    rw1Store.follow(request -> withZeros(kept.reply(request)));

    assertThat(rw1Gateway.write(Writes.rw1(10), Writes.RW1).statusCode()).isEqualTo(400);

    assertThat(kept.kept()).hasSize(9);
  }

  @Test
  void takesNoCountsFromAnAnswerToRw1() throws IOException {
    rw1Store.follow(_ -> new Answer(204, ZEROS, ""));

    assertThat(written(rw1Gateway.write(Writes.rw2(3), Writes.RW2))).hasValue(3);
  }

  @Test
  void splitsWhatIsTooLargeThoughTheStoreCountsThatItHasNothing() throws IOException {
    var kept = KeepingStore.ofEverything(true);
    store.follow(behindLimit(new Answer(413, ZEROS, ""), kept));

    assertThat(written(gateway.write(Writes.rw2(200), Writes.RW2))).hasValue(200);

    assertThat(kept.kept()).hasSize(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 400, 415})
  void sendsRw1WhereThePiecesInRw2AreNotUnderstood(int status) throws IOException {
    var kept = KeepingStore.ofEverything(false);
    Script old = request -> request.isRw2() ? new Answer(status) : kept.reply(request);
    store.follow(behindLimit(new Answer(413), old));

    var answer = gateway.write(Writes.rw2(200), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer)).hasValue(200);
    assertThat(kept.kept()).hasSize(200);
  }

  @Test
  void countsWhatEarlierTriesHaveDelivered() throws IOException {
    rw1Store.follow(
        new KeepingStore(
            sample -> List.of("3", "700").contains(sample.labels().get("number")), false));
    assertThat(written(rw1Gateway.write(Writes.rw2(1000), Writes.RW2))).hasValue(0);

    var answer = rw1Gateway.write(Writes.rw2(1000), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(written(answer)).hasValue(998);
  }

  @Test
  void leavesMetadataOutVisiblyThatAStoreFindsTooLarge() throws IOException {
    store.follow(_ -> new Answer(413));
    var metadata = MetricMetadata.newBuilder().setMetricFamilyName("up").setHelp("Whether");
    var request = WriteRequest.newBuilder().addMetadata(metadata).build();

    var answer = gateway.write(Snappy.compress(request.toByteArray()), Writes.RW1);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(gateway.metric("promferry_parts_dropped_total", "metadata_refused")).isEqualTo(1);
    store.follow(behindLimit(new Answer(413), KeepingStore.ofEverything(true)));
    assertThat(gateway.write(Writes.rw1(200), Writes.RW1).statusCode()).isEqualTo(204);
  }

  @Test
  void neverForgetsARefusalWithinAPieceWhenTheNextOneIsInterrupted() throws IOException {
    var kept = new KeepingStore(sample -> sample.timestamp() == 1, true);
    store.follow(inTurn(_ -> new Answer(413), kept, _ -> new Reply.Bytes("")));
    assertThat(gateway.write(Writes.rw2(200), Writes.RW2).statusCode()).isEqualTo(503);

    store.follow(behindLimit(new Answer(413), kept));

    assertThat(gateway.write(Writes.rw2(200), Writes.RW2).statusCode()).isEqualTo(400);
    assertThat(kept.kept()).hasSize(199);
  }

  @Test
  void looksForNoBadSampleInPiecesOfWhichTheStoreKeepsTheGoodPart() throws IOException {
    rw1Store.follow(behindLimit(new Answer(413), _ -> new Answer(400, "err-mimir-max-series")));

    var answer = rw1Gateway.write(Writes.rw1(200), Writes.RW1);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("err-mimir-max-series");
  }

  @Test
  void takesExemplarsThatAStoreRefusesInAPieceForNoReasonToRefuseTheWrite() throws IOException {
    store.follow(
        behindLimit(
            new Answer(413),
            request -> {
              var series = Request.parseFrom(request.decoded()).getTimeseriesList();
              boolean hasExemplar = series.stream().anyMatch(one -> one.getExemplarsCount() > 0);
              return new Answer(
                  hasExemplar ? 400 : 204,
                  KeepingStore.writtenHeaders(series.size(), 0, 0),
                  hasExemplar ? "out of order exemplar" : "");
            }));

    var answer = gateway.write(Writes.withExemplar(Writes.rw2Request(200)), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer)).hasValue(200);
    assertThat(gateway.metric("promferry_parts_dropped_total", "exemplar_refused")).isEqualTo(1);
  }

  private static Reply withZeros(Answer answer) {
    return new Answer(answer.status(), ZEROS, answer.body());
  }

  private static Script behindLimit(Answer tooLarge, Script script) {
    return request -> request.body().length > SMALL ? tooLarge : script.reply(request);
  }

  private static OptionalLong written(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("X-Prometheus-Remote-Write-Samples-Written");
  }

  private static Script inTurn(Script... scripts) {
    Queue<Script> turns = new ArrayDeque<>(List.of(scripts));
    return request -> turns.remove().reply(request);
  }
}
