package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant's rules drop counts as written for the sender, and as forwarded for nobody. */
class DroppedSeriesTest {
  private static final int SERIES = 4;
  private static final String DROPS_ONE = "{source_labels: [number], regex: \"0\", action: drop}";
  private static final String DROPS_ALL = "{regex: \".*\", action: drop}";

  /** Takes its name from one, which can then not be sent on. */
  private static final String SPOILS_ONE =
      "{source_labels: [number], regex: \"1\", target_label: __name__, replacement: \"\"}";

  @TempDir private Path directory;
  private ScriptedStore store;

  @BeforeEach
  void start() throws IOException {
    store =
        new ScriptedStore(request ->
            new ScriptedStore.Reply.Answer(
                204,
                request.isRw2() ? KeepingStore.writtenHeaders(SERIES, 0, SERIES) : Map.of(),
                ""));
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
  }

  @Test
  void countsAsWritten() throws Exception {
    try (var gateway = with(DROPS_ONE)) {
      var answer = gateway.write(Writes.rw2(SERIES), Writes.RW2);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(written(answer)).isEqualTo(SERIES);
      assertThat(gateway.metric("promferry_samples_forwarded_total")).isEqualTo(SERIES - 1);
      assertThat(gateway.metric("promferry_series_dropped_by_rules_total")).isEqualTo(1);
    }
  }

  @Test
  void countsAsWrittenBesideWhatIsRefused() throws Exception {
    try (var gateway = with(DROPS_ONE + ", " + SPOILS_ONE)) {
      var answer = gateway.write(Writes.rw2(SERIES), Writes.RW2);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("2 accepted, 1 dropped by the operator's rules");
      assertThat(written(answer)).isEqualTo(SERIES - 1);
      assertThat(gateway.metric("promferry_samples_forwarded_total")).isEqualTo(SERIES - 2);
    }
  }

  @Test
  void countsAsWrittenWhereNothingIsLeft() throws Exception {
    try (var gateway = with(DROPS_ALL)) {
      var answer = gateway.write(Writes.rw2(SERIES), Writes.RW2);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(written(answer)).isEqualTo(SERIES);
      assertThat(gateway.metric("promferry_samples_forwarded_total")).isZero();
    }
  }

  private RunningGateway with(String rules) throws Exception {
    return RunningGateway.of(
        directory, store, "", "relabel: [" + rules + "]", RunningGateway.tenant("acme", "secret"));
  }

  private static int written(HttpResponse<String> answer) {
    return Integer.parseInt(
        answer.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written").orElseThrow());
  }
}
