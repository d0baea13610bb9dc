package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.ScriptedStore.Reply;
import io.promferry.gateway.ScriptedStore.Reply.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores that must have every write, and one that gets it if it can. */
class SeveralUpstreamsTest {
  private static final String SAMPLES_WRITTEN = "X-Prometheus-Remote-Write-Samples-Written";

  @TempDir private Path directory;
  private ScriptedStore first;
  private ScriptedStore second;
  private ScriptedStore optional;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    first = new ScriptedStore(KeepingStore.ofEverything(true));
    second = new ScriptedStore(KeepingStore.ofEverything(true));
    optional = new ScriptedStore(KeepingStore.ofEverything(true));
    gateway =
        RunningGateway.before(
            directory,
            RunningGateway.upstream("first", first, "timeout: 2s"),
            RunningGateway.upstream("second", second, "protocol: rw1"),
            RunningGateway.upstream(
                "archive",
                optional,
                "required: false, timeout: 1s, in-flight-bytes: 1KiB,"
                    + " headers: {X-Scope-OrgID: \"{tenant}-{vpc}\"}"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    for (ScriptedStore store : Stream.of(first, second, optional).toList()) {
      store.close();
    }
  }

  @Test
  void bringsAWriteToAllEachInTheVersionThatItTakes() throws IOException {
    var answer = gateway.write(Writes.rw2(3), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValueAsLong(SAMPLES_WRITTEN)).hasValue(3);
    assertThat(first.lastRequest().isRw2()).isTrue();
    assertThat(second.lastRequest().isRw2()).isFalse();
    await().until(() -> optional.requests().size() == 1);
    assertThat(optional.lastRequest().headers()).containsEntry("x-scope-orgid", "acme-vpc-acme");
  }

  @Test
  void asksTheSenderToComeBackWhenOneOfThoseThatMustHaveItIsInTrouble() throws IOException {
    second.follow(_ -> new Answer(503));
    first.follow(_ -> new Answer(400, "out of order"));

    assertThat(gateway.write(Writes.rw1(1), Writes.RW1).statusCode()).isEqualTo(503);
  }

  @Test
  void countsAsWrittenWhatAllOfThemHave() throws IOException {
    first.follow(new KeepingStore(sample -> sample.timestamp() == 2, true));

    var answer = gateway.write(Writes.rw2(3), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValueAsLong(SAMPLES_WRITTEN)).hasValue(2);
  }

  @Test
  void answersNeitherLaterNorOtherwiseForAnOptionalOneAndCountsWhatItMisses() throws IOException {
    optional.follow(_ -> new Reply.Silence());

    assertThat(gateway.write(Writes.rw1(3), Writes.RW1).statusCode()).isEqualTo(204);

    assertThat(gateway.metric("promferry_upstream_inflight", "archive")).isEqualTo(1);
    await().until(() -> missed() == 3);
  }

  @Test
  void missesWritesPastItsOwnBudget() throws IOException {
    optional.follow(_ -> new Reply.Silence());

    for (int i = 0; i < 20; i++) {
      assertThat(gateway.write(Writes.rw1(30), Writes.RW1).statusCode()).isEqualTo(204);
    }

    await().until(() -> missed() == 600);
    assertThat(optional.requests()).hasSizeLessThan(20);
  }

  @Test
  void refusesNoWriteThatOnlyAnOptionalOneCannotHold() throws Exception {
    gateway.close();
    gateway =
        RunningGateway.before(
            directory,
            RunningGateway.upstream("first", first, ""),
            RunningGateway.upstream("archive", optional, "required: false, protocol: rw1"));
    first.follow(_ -> new Answer(204, KeepingStore.writtenHeaders(1000, 0, 0), ""));

    var answer = gateway.write(Writes.rw2Of(1000, "x".repeat(100_000)), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    await().until(() -> missed() == 1000);
    assertThat(optional.requests()).isEmpty();
  }

  @Test
  void asksTheSenderToComeBackThoughAnotherOneCannotHoldTheWrite() throws IOException {
    first.follow(_ -> new Answer(503));

    var answer = gateway.write(Writes.rw2Of(1000, "x".repeat(100_000)), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(503);
  }

  private double missed() throws IOException {
    return gateway.metric("promferry_upstream_missed_total", "archive", "samples");
  }
}
