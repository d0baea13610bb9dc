package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/**
 * A whole gateway over real sockets: whatever a tenant sends has its answer, and harms nobody else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.start(directory, store, "body-timeout: 1s");
  }

  @AfterAll
  void stop() throws IOException {
    client.close();
    gateway.close();
    store.close();
  }

  /** After each of them another request goes through, and nothing is left of the one before. */
  @AfterEach
  void othersAreNotHarmed() throws IOException, InterruptedException {
    assertThat(write(goodBody()).statusCode()).isEqualTo(204);
    assertThat(gateway.metric("promferry_inflight_bytes ")).isZero();
  }

  static Stream<Arguments> hostileBodies() throws IOException {
    return Stream.of(
        Arguments.argumentSet("nothing at all", new byte[0], 400, "empty body"),
        Arguments.argumentSet("truncated snappy", truncated(goodBody()), 400, "corrupt snappy"),
        Arguments.argumentSet("random bytes", hex("05ffffffffffff"), 400, "corrupt snappy"),
        Arguments.argumentSet(
            "declared length of 4 GiB", hex("ffffffff0f00"), 413, "over the limit"),
        Arguments.argumentSet(
            "declared length of 6 bytes", hex("ffffffffff7f"), 400, "no decoded length"),
        Arguments.argumentSet(
            "truncated protobuf", snappy(truncated(goodRequest())), 400, "length runs past"),
        Arguments.argumentSet(
            "varint of eleven bytes", snappy(hex("38808080808080808080808001")), 400, "varint"),
        Arguments.argumentSet("a group", snappy(hex("3b3c")), 400, "group"),
        Arguments.argumentSet(
            "only an invalid series", snappy(hex("0a080a060a0161120162")), 400, "1 series refused"),
        Arguments.argumentSet("a body over the limit", new byte[70_000], 413, "over the limit"));
  }

  @ParameterizedTest
  @MethodSource("hostileBodies")
  void getsItsStatusAndReason(byte[] body, int status, String reason)
      throws IOException, InterruptedException {
    var answer = write(body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(reason).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/write, text/plain, snappy, secret, 415",
    "POST, /api/v1/write, application/x-protobuf, gzip, secret, 415",
    "POST, /api/v1/write, application/x-protobuf;proto=io.prometheus.write.v3.Request, snappy,"
        + " secret, 415",
    "POST, /api/v1/write, application/x-protobuf, snappy, wrong, 401",
    "GET, /api/v1/write, application/x-protobuf, snappy, secret, 405",
    "POST, /api/v1/other, application/x-protobuf, snappy, secret, 404",
  })
  void isRefusedByItsHead(
      String method, String path, String type, String encoding, String token, int status)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.tenants().resolve(path))
            .method(method, BodyPublishers.ofByteArray(goodBody()))
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .header("Authorization", "Bearer " + token)
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
  }

  @Test
  void closesTheConnectionOfABodyThatDoesNotArrive() throws IOException, InterruptedException {
    try (var socket = new Socket(gateway.tenants().getHost(), gateway.tenants().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head("Content-Length: 100").getBytes(ISO_8859_1));
      socket.getOutputStream().write(1);

      assertThat(socket.getInputStream().read()).as("closed without an answer").isEqualTo(-1);
    }
    assertThat(gateway.metric("outcome=\"body_timeout\"")).isEqualTo(1);
  }

  @Test
  void closesAConnectionThatBringsNoRequest() throws IOException {
    try (var socket = new Socket(gateway.tenants().getHost(), gateway.tenants().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("POST /api/".getBytes(ISO_8859_1));

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void answersARefusedBodyThatIsStillBeingSent() throws IOException, InterruptedException {
    try (var socket = new Socket(gateway.tenants().getHost(), gateway.tenants().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head("Content-Length: 500000").getBytes(ISO_8859_1));
      socket.getOutputStream().write(new byte[500_000]);

      assertThat(firstLine(socket.getInputStream())).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void takesAChunkedBody() throws IOException, InterruptedException {
    var request =
        writeRequest()
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(goodBody())))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
  }

  @Test
  void forwardsWithBothLabels() throws IOException, InterruptedException {
    write(goodBody());

    var series = WriteRequest.parseFrom(store.lastRequest().decoded()).getTimeseries(0);
    assertThat(series.getLabelsList())
        .extracting(Label::getName)
        .containsExactly("__name__", "tenant", "vpc");
    assertThat(series.getLabelsList())
        .extracting(Label::getValue)
        .containsExactly("up", "acme", "vpc-acme");
  }

  private HttpResponse<String> write(byte[] body) throws IOException {
    return gateway.write(
        body, "Content-Type", "application/x-protobuf", "Content-Encoding", "snappy");
  }

  private HttpRequest.Builder writeRequest() {
    return HttpRequest.newBuilder(gateway.tenants().resolve("/api/v1/write"))
        .header("Content-Type", "application/x-protobuf")
        .header("Content-Encoding", "snappy")
        .header("Authorization", "Bearer secret");
  }

  private static String head(String length) {
    return "POST /api/v1/write HTTP/1.1\r\n"
        + "Host: gateway\r\n"
        + "Content-Type: application/x-protobuf\r\n"
        + "Content-Encoding: snappy\r\n"
        + "Authorization: Bearer secret\r\n"
        + length
        + "\r\n\r\n";
  }

  private static String firstLine(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static byte[] goodRequest() {
    return WriteRequest.newBuilder()
        .addTimeseries(
            TimeSeries.newBuilder()
                .addLabels(Label.newBuilder().setName("__name__").setValue("up"))
                .addSamples(Sample.newBuilder().setValue(1).setTimestamp(1)))
        .build()
        .toByteArray();
  }

  private static byte[] goodBody() throws IOException {
    return snappy(goodRequest());
  }

  private static byte[] snappy(byte[] decoded) throws IOException {
    return Snappy.compress(decoded);
  }

  private static byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 3);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
