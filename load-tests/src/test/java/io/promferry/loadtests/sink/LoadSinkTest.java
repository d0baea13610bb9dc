package io.promferry.loadtests.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.sink.SinkBehaviour.Down;
import io.promferry.loadtests.sink.SinkBehaviour.Refusing;
import io.promferry.loadtests.sink.SinkBehaviour.Resetting;
import io.promferry.loadtests.sink.SinkBehaviour.Slow;
import io.promferry.loadtests.sink.SinkBehaviour.Stalling;
import io.promferry.loadtests.sink.SinkBehaviour.Taking;
import io.promferry.loadtests.sink.SinkSchedule.Step;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LoadSinkTest {
  private static final byte[] BODY = new byte[300_000];
  private static final byte[] HEAD =
      "POST /api/v1/write HTTP/1.1\r\nHost: sink\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

  private final LoadSink sink = LoadSink.counting(0);
  private final SinkClient client = new SinkClient(sink);

  @AfterEach
  void close() {
    client.close();
    sink.close();
  }

  @Test
  void countsBodiesAndTheirBytes() {
    assertThat(client.write(WriteProtocol.RW1, BODY).statusCode()).isEqualTo(204);
    assertThat(client.write(WriteProtocol.RW1, BODY).statusCode()).isEqualTo(204);

    assertThat(sink.figures()).isEqualTo(new SinkFigures(2, 600_000, 0, 0));
  }

  @Test
  void saysToVersion2ThatEnoughWasWritten() {
    var headers = client.write(WriteProtocol.RW2, BODY).headers();

    for (var kind : List.of("Samples", "Histograms", "Exemplars")) {
      assertThat(headers.firstValueAsLong("X-Prometheus-Remote-Write-" + kind + "-Written"))
          .hasValue(999_999_999);
    }
  }

  @Test
  void saysNothingOfTheKindToVersion1() {
    assertThat(client.write(WriteProtocol.RW1, BODY).headers().map().keySet())
        .noneMatch(name -> name.endsWith("written"));
  }

  @Test
  void takesOnlySnappy() throws Exception {
    assertThat(client.writeEncoded("zstd").statusCode()).isEqualTo(415);
    assertThat(sink.figures()).isEqualTo(new SinkFigures(0, 0, 0, 1));
  }

  @Test
  void answersLateWhenSlow() {
    var delay = Duration.ofMillis(200);
    sink.behave(new Slow(delay));
    long start = System.nanoTime();

    assertThat(client.write(WriteProtocol.RW1, BODY).statusCode()).isEqualTo(204);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void refuses() {
    sink.behave(new Refusing(503, Optional.of(Duration.ofSeconds(7))));

    var answer = client.write(WriteProtocol.RW1, BODY);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(sink.figures()).isEqualTo(new SinkFigures(0, 0, 0, 1));
  }

  @Test
  void treatsWhatItHeldAsItBehavesThen() {
    sink.behave(new Stalling());
    var answer = client.writing(WriteProtocol.RW1, BODY);
    sink.behave(new Refusing(503));

    assertThat(answer.join().statusCode()).isEqualTo(503);
  }

  @Test
  void answersNothingWhileItStalls() throws IOException {
    sink.behave(new Stalling());
    try (var connection = client.connect()) {
      connection.getOutputStream().write(HEAD);
      sink.behave(new Stalling());
      connection.setSoTimeout(300);

      assertThatThrownBy(() -> connection.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void resetsConnections() throws IOException {
    sink.behave(new Resetting());
    try (var connection = client.connect()) {
      connection.getOutputStream().write(HEAD);

      assertReset(connection);
    }
    assertThat(sink.figures().rejected()).isOne();
  }

  @Test
  void goesDownAndComesBackOnItsPort() throws IOException {
    try (var connection = client.connect()) {
      client.write(WriteProtocol.RW1, BODY);
      connection.getOutputStream().write(HEAD);
      assertThat(connection.getInputStream().read()).isEqualTo('H');
      sink.behave(new Down());

      assertReset(connection);
      assertThatThrownBy(client::connect).isInstanceOf(ConnectException.class);
    }

    sink.behave(new Taking());
    assertThat(client.write(WriteProtocol.RW1, BODY).statusCode()).isEqualTo(204);
  }

  @Test
  void staysDownWhenToldTwice() {
    sink.behave(new Down());
    sink.behave(new Down());
    sink.behave(new Refusing(500));

    assertThat(client.write(WriteProtocol.RW1, BODY).statusCode()).isEqualTo(500);
  }

  @Test
  void followsASchedule() {
    var schedule =
        new SinkSchedule(
            List.of(
                new Step(Duration.ZERO, new Refusing(503)),
                new Step(Duration.ofMillis(300), new Down()),
                new Step(Duration.ofMillis(600), new Refusing(500))));
    try (var _ = sink.follow(schedule)) {
      await().ignoreExceptions().until(() -> status() == 500);
    }
  }

  @Test
  void behavesNoFurtherWhenAScheduleIsClosed() {
    var schedule =
        new SinkSchedule(
            List.of(
                new Step(Duration.ZERO, new Refusing(503)),
                new Step(Duration.ofSeconds(1), new Refusing(500))));
    var running = sink.follow(schedule);
    running.close();
    sink.behave(new Taking());

    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(30))
        .until(() -> status() == 204);
  }

  private int status() {
    return client.write(WriteProtocol.RW1, BODY).statusCode();
  }

  private static void assertReset(Socket connection) {
    assertThatThrownBy(() -> connection.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
