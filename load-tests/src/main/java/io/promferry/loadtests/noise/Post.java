package io.promferry.loadtests.noise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A request, as bytes that are made once and sent many times. */
// Arrays, because they go straight to a socket and are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Post(byte[] head, byte[] body) {
  static Post rw1(String token, byte[] body) {
    return of(token, body, "application/x-protobuf", "0.1.0");
  }

  static Post rw2(String token, byte[] body) {
    return of(token, body, "application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");
  }

  private static Post of(String token, byte[] body, String type, String version) {
    var head =
        """
        POST /api/v1/write HTTP/1.1\r
        Host: gateway\r
        User-Agent: load-tests\r
        Authorization: Bearer %s\r
        Content-Encoding: snappy\r
        Content-Type: %s\r
        X-Prometheus-Remote-Write-Version: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(token, type, version, body.length);
    return new Post(head.getBytes(ISO_8859_1), body);
  }
}
