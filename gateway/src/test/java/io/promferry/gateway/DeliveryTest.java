package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.KeepingStore.Sample;
import io.promferry.gateway.ScriptedStore.Reply;
import io.promferry.gateway.ScriptedStore.Reply.Answer;
import io.promferry.gateway.ScriptedStore.Request;
import io.promferry.gateway.ScriptedStore.Script;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store does to a write, and what the sender and the store have of it in the end. */
class DeliveryTest {
  private static final String SAMPLES_WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  @TempDir private Path directory;
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = ScriptedStore.answering(204);
    gateway =
        RunningGateway.before(directory, RunningGateway.upstream("central", store, "timeout: 1s"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  @Test
  void answersRw2WithWhatIsWrittenAndRw1WithoutAWord() throws IOException {
    store.follow(KeepingStore.ofEverything(true));

    assertThat(written(rw2(3))).hasValue(3);
    assertThat(store.lastRequest().isRw2()).isTrue();
    assertThat(written(rw1(3))).isEmpty();
    assertThat(store.lastRequest().isRw2()).isFalse();
  }

  @Test
  void followsEveryRw2AnswerWithoutCountsByTheSameWriteAsRw1() throws IOException {
    var kept = KeepingStore.ofEverything(false);
    store.follow(kept);

    var answer = rw2(3);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer)).hasValue(3);
    assertThat(kept.kept()).hasSize(3);
    assertThat(store.requests()).extracting(Request::isRw2).containsExactly(true, false);
  }

  @Test
  void remembersThatAStoreDoesNotUnderstandRw2() throws IOException {
    store.follow(KeepingStore.ofEverything(false));
    rw2(1);

    rw2(1);

    assertThat(store.requests()).extracting(Request::isRw2).containsExactly(true, false, false);
  }

  @Test
  void triesRw2AgainAfterAReload() throws IOException {
    store.follow(KeepingStore.ofEverything(false));
    rw2(1);
    store.follow(KeepingStore.ofEverything(true));

    gateway.gateway().reload().await();
    rw2(1);

    assertThat(store.requests()).extracting(Request::isRw2).containsExactly(true, false, true);
  }

  @Test
  void triesRw2AgainAfterTheStoreWasAway() throws IOException {
    store.follow(KeepingStore.ofEverything(false));
    rw2(1);
    store.follow(_ -> new Reply.Bytes(""));
    assertThat(rw2(1).statusCode()).isEqualTo(503);
    store.follow(KeepingStore.ofEverything(true));

    rw2(1);

    assertThat(store.lastRequest().isRw2()).isTrue();
  }

  @Test
  void noticesAReplicaThatDoesNotUnderstandWhatAnotherDid() throws IOException {
    var old = KeepingStore.ofEverything(false);
    store.follow(KeepingStore.ofEverything(true));
    rw2(1);
    store.follow(old);

    assertThat(written(rw2(2))).hasValue(2);

    assertThat(old.kept()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {415, 400})
  void sendsRw1WhereRw2IsRefusedAsSuch(int status) throws IOException {
    var kept = KeepingStore.ofEverything(false);
    store.follow(request -> request.isRw2() ? new Answer(status) : kept.reply(request));

    assertThat(rw2(2).statusCode()).isEqualTo(204);
    assertThat(kept.kept()).hasSize(2);
  }

  @Test
  void sendsRw2ToAStoreThatTakesNothingElse() throws IOException {
    var kept = KeepingStore.ofEverything(true);
    store.follow(request -> request.isRw2() ? kept.reply(request) : new Answer(415));

    assertThat(rw1(2).statusCode()).isEqualTo(204);
    rw1(1);

    assertThat(kept.kept()).hasSize(2);
    assertThat(store.requests()).extracting(Request::isRw2).containsExactly(false, true, true);
  }

  @Test
  void losesOnlyTheBadSampleOfARolledBackBatchByResendingItAsRw2() throws IOException {
    var kept = new KeepingStore(numbered(3), true);
    store.follow(kept);

    var answer = rw1(10);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("refuses 1 of 10 samples").contains("out of order sample");
    assertThat(kept.kept()).hasSize(9);
    assertThat(store.requests()).extracting(Request::isRw2).containsExactly(false, true);
  }

  @Test
  void losesOnlyTheBadSampleOfARolledBackBatchByHalvingIt() throws IOException {
    var kept = new KeepingStore(numbered(3, 700), false);
    store.follow(kept);

    var answer = rw1(1000);

    assertThat(answer.statusCode()).isEqualTo(503);
    var second = rw1(1000);
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(second.body())
        .contains("refuses 2 of 1000 samples")
        .contains("up{number=\"3\"")
        .contains("up{number=\"700\", tenant=\"acme\", vpc=\"vpc-acme\"} @701: 400 out of order");
    assertThat(kept.kept()).hasSize(998);
  }

  @Test
  void settlesABacklogThatIsTooOldAsAWholeWithAFewRequests() throws IOException {
    var kept = KeepingStore.sinceTime(Long.MAX_VALUE);
    store.follow(kept);

    var answer = rw1(2000);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("refuses 2000 of 2000 samples").contains("out of bounds");
    assertThat(store.requests()).as("as RW1, as RW2, and the newest sample").hasSize(3);
  }

  @Test
  void deliversWhatIsYoungEnoughOfABacklogScrapeByScrape() throws IOException {
    var kept = KeepingStore.sinceTime(4);
    store.follow(kept);

    var answer = gateway.write(Writes.scrapes(50, 6), Writes.RW1);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("refuses 150 of 300 samples");
    assertThat(kept.kept()).hasSize(150);
    assertThat(store.requests()).hasSizeLessThan(12);
  }

  @Test
  void spendsAtMost34RequestsOnOneTry() throws IOException {
    store.follow(new KeepingStore(numbered(1, 100, 200, 300, 400, 500), false));

    assertThat(rw1(600).statusCode()).isEqualTo(503);

    // The write itself, its RW2 form, and the pieces.
    assertThat(store.requests()).hasSize(2 + 32);
  }

  @Test
  void givesUpAfterTenTriesAndSaysSo() throws IOException {
    store.follow(new KeepingStore(sample -> true, false));
    for (int attempt = 1; attempt < 10; attempt++) {
      assertThat(rw1(2000).statusCode()).as("try %s", attempt).isEqualTo(503);
    }

    var answer = rw1(2000);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("given up").hasSizeLessThan(1025);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409})
  void leavesAStoreAloneThatKeepsTheGoodPart(int status) throws IOException {
    store.follow(_ -> new Answer(status, "add 3 samples: out of order sample"));

    assertThat(rw1(100).statusCode()).isEqualTo(400);

    assertThat(store.requests()).extracting(Request::isRw2).containsExactly(false, true);
  }

  @Test
  void splitsWhatAStoreFindsTooLarge() throws IOException {
    var kept = KeepingStore.ofEverything(true);
    store.follow(request -> request.body().length > 700 ? new Answer(413) : kept.reply(request));

    assertThat(rw1(200).statusCode()).isEqualTo(204);
    assertThat(written(rw2(200))).hasValue(200);

    assertThat(kept.kept()).hasSize(200);
  }

  @Test
  void takesExemplarsThatAStoreRefusesForNoReasonToRefuseTheWrite() throws IOException {
    store.follow(_ ->
        new Answer(
            400, KeepingStore.writtenHeaders(2, 0, 0), "out of order exemplar for series x"));

    var answer = gateway.write(Writes.withExemplar(Writes.rw2Request(2)), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValueAsLong("X-Prometheus-Remote-Write-Exemplars-Written"))
        .hasValue(0);
    assertThat(gateway.metric("promferry_parts_dropped_total", "exemplar_refused")).isEqualTo(1);
  }

  @Test
  void tellsAnRw1SenderThatAStoreSays204ButHasNotWrittenAll() throws IOException {
    store.follow(request ->
        request.isRw2()
            ? new Answer(204, KeepingStore.writtenHeaders(1, 0, 0), "")
            : new Answer(415));

    var answer = rw1(3);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("2 of 3 samples");
  }

  @Test
  void countsExemplarsThatAStoreLeavesOutWithoutAWord() throws IOException {
    store.follow(_ -> new Answer(204, KeepingStore.writtenHeaders(2, 0, 0), ""));

    var answer = gateway.write(Writes.withExemplar(Writes.rw2Request(2)), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(gateway.metric("promferry_parts_dropped_total", "exemplar_refused")).isEqualTo(1);
  }

  @Test
  void triesA5xxOnceMore() throws IOException {
    var kept = KeepingStore.ofEverything(true);
    store.follow(inTurn(_ -> new Answer(500, "oops"), kept));

    assertThat(rw1(1).statusCode()).isEqualTo(204);
    assertThat(kept.kept()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408, 401, 403, 404, 405, 422, 302})
  void tellsTheSenderToComeBackWhateverTheStoreHasAgainstTheGateway(int status) throws IOException {
    store.follow(_ -> new Answer(status));

    var answer = rw2(1);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
    assertThat(written(answer)).hasValue(0);
  }

  @Test
  void handsOnHowLongTheStoreWantsToBeLeftAlone() throws IOException {
    store.follow(_ -> new Answer(503, Map.of("Retry-After", "20"), ""));

    var seconds = rw1(1).headers().firstValueAsLong("Retry-After").orElse(0);

    assertThat(seconds).isBetween(10L, 20L);
    assertThat(store.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // closes without a word
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", // closes in mid-body
        "SSH-2.0-OpenSSH_9.2\r\n", // garbage
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"
      })
  void leavesToTheSenderWhatTheStoreMayHaveTaken(String bytes) throws IOException {
    store.follow(_ -> new Reply.Bytes(bytes));

    var answer = rw1(1);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("upstream central");
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  void leavesATimeoutToTheSender() throws IOException {
    store.follow(_ -> new Reply.Silence());

    var answer = rw1(1);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("did not answer within 1000 ms");
    assertThat(store.requests()).hasSize(1);
  }

  @Test
  void triesAgainWhatWasProvablyNotSent() throws IOException {
    store.close();

    var answer = rw1(1);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(gateway.metric("promferry_upstream_retries_total", "not_sent")).isEqualTo(2);
  }

  @Test
  void passesOnTheRetryAttemptAndNothingElseOfTheSenders() throws IOException {
    gateway.write(
        Writes.rw1(1),
        Writes.with(
            Writes.RW1,
            "Retry-Attempt",
            "3",
            "X-Scope-OrgID",
            "other",
            "THANOS-TENANT",
            "other",
            "AccountID",
            "7",
            "User-Agent",
            "Prometheus/3.5.0"));

    assertThat(store.lastRequest().headers())
        .containsEntry("retry-attempt", "3")
        .containsEntry("user-agent", "promferry/development")
        .containsOnlyKeys(
            "host",
            "content-type",
            "content-encoding",
            "content-length",
            "x-prometheus-remote-write-version",
            "user-agent",
            "retry-attempt");
  }

  @Test
  void cancelsTheUpstreamRequestOfAClientThatHasGone() throws IOException {
    store.follow(_ -> new Reply.Silence());

    try (var client = new Socket(gateway.tenants().getHost(), gateway.tenants().getPort())) {
      byte[] body = Writes.rw1(1);
      client.getOutputStream().write(Writes.head(body.length));
      client.getOutputStream().write(body);
      await().until(() -> store.requests().size() == 1);
    }

    await().until(() -> gateway.metric("outcome=\"client_gone\"") == 1);
    assertThat(gateway.metric("promferry_inflight_bytes ")).isZero();
  }

  private HttpResponse<String> rw1(int series) throws IOException {
    return gateway.write(Writes.rw1(series), Writes.RW1);
  }

  private HttpResponse<String> rw2(int series) throws IOException {
    return gateway.write(Writes.rw2(series), Writes.RW2);
  }

  private static OptionalLong written(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong(SAMPLES_WRITTEN);
  }

  private static Predicate<Sample> numbered(int... numbers) {
    var refused = IntStream.of(numbers).mapToObj(Integer::toString).toList();
    return sample -> refused.contains(sample.labels().get("number"));
  }

  private static Script inTurn(Script... scripts) {
    Queue<Script> turns = new ArrayDeque<>(List.of(scripts));
    return request -> turns.remove().reply(request);
  }
}
