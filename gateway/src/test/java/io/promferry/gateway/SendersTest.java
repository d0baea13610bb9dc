package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

/** The heads of the senders that people use, and the answers that are right for each. */
class SendersTest {
  private static final String WRITTEN = "X-Prometheus-Remote-Write-";
  private static final String[] VMAGENT = {
    "User-Agent", "vmagent",
    "Content-Type", "application/x-protobuf",
    "Content-Encoding", "zstd",
    "X-VictoriaMetrics-Remote-Write-Version", "1"
  };

  @TempDir private Path directory;
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = new ScriptedStore(KeepingStore.ofEverything(true));
    gateway = RunningGateway.start(directory, store, "");
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    store.close();
  }

  @Test
  void takesVmagentsZstdAndSendsSnappyOn() throws IOException {
    byte[] decoded = Snappy.uncompress(Writes.rw1(5));

    assertThat(gateway.write(Zstd.compress(decoded), VMAGENT).statusCode()).isEqualTo(204);

    assertThat(store.lastRequest().headers()).containsEntry("content-encoding", "snappy");
    assertThat(WriteRequest.parseFrom(store.lastRequest().decoded()).getTimeseriesCount())
        .isEqualTo(5);
  }

  @Test
  void tellsVmagentToDropWhatCanNeverPass() throws IOException {
    assertThat(gateway.write(new byte[70_000], VMAGENT).statusCode()).isEqualTo(400);
    assertThat(gateway.write(new byte[70_000], Writes.RW1).statusCode()).isEqualTo(413);
  }

  @Test
  void refusesAZstdBombBeforeItIsDecoded() throws IOException {
    byte[] bomb = Zstd.compress(new byte[40 << 20]);

    var answer = gateway.write(bomb, VMAGENT);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("decoded length of 41943040 bytes is over the limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GrafanaAlloy/v1.19.0 (linux)",
        "Prometheus/3.5.0",
        "opentelemetry-collector/0.142.0",
        "client_golang"
      })
  void toleratesWhatOtherSendersSendAlong(String userAgent) throws IOException {
    var headers =
        Writes.with(
            Writes.RW2,
            "User-Agent",
            userAgent,
            "X-Scope-OrgID",
            "fleet",
            "Accept-Encoding",
            "gzip",
            "Traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "Retry-Attempt",
            "not a number");

    assertThat(gateway.write(Writes.rw2(2), headers).statusCode()).isEqualTo(204);

    assertThat(store.lastRequest().headers())
        .doesNotContainKeys("x-scope-orgid", "traceparent", "retry-attempt");
  }

  @Test
  void countsWhatIsWrittenInEveryAnswerToRw2AndInNoneToRw1() throws IOException {
    store.follow(_ -> new ScriptedStore.Reply.Answer(503));
    for (var body : new byte[][] {Writes.rw2(1), new byte[70_000], {1, 2, 3}}) {
      assertThat(counts(gateway.write(body, Writes.RW2)))
          .isEqualTo(Map.of("samples", "0", "histograms", "0", "exemplars", "0"));
      assertThat(counts(gateway.write(body, Writes.RW1))).isEmpty();
    }
  }

  private static Map<String, String> counts(HttpResponse<String> answer) {
    var counts = new HashMap<String, String>();
    for (var kind : new String[] {"Samples", "Histograms", "Exemplars"}) {
      answer
          .headers()
          .firstValue(WRITTEN + kind + "-Written")
          .ifPresent(value -> counts.put(kind.toLowerCase(Locale.ROOT), value));
    }
    return counts;
  }
}
