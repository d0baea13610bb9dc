package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Writes to a sink. */
final class SinkClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final LoadSink sink;

  SinkClient(LoadSink sink) {
    this.sink = sink;
  }

  HttpResponse<String> write(WriteProtocol protocol, byte[] body) {
    return writing(protocol, body).join();
  }

  CompletableFuture<HttpResponse<String>> writing(WriteProtocol protocol, byte[] body) {
    return http.sendAsync(request(protocol, "snappy", body), BodyHandlers.ofString());
  }

  HttpResponse<String> writeEncoded(String encoding) throws IOException, InterruptedException {
    return http.send(
        request(WriteProtocol.RW1, encoding, new byte[10]), BodyHandlers.ofString());
  }

  /** A connection on which nothing has been sent yet. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), sink.port());
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest request(WriteProtocol protocol, String encoding, byte[] body) {
    var type =
        switch (protocol) {
          case RW1 -> "application/x-protobuf";
          case RW2 -> "application/x-protobuf;proto=io.prometheus.write.v2.Request";
        };
    return HttpRequest.newBuilder(sink.writeUri())
        .header("Content-Type", type)
        .header("Content-Encoding", encoding)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
