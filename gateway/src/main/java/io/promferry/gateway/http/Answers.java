package io.promferry.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** What the operators' listener answers, in the ways in which it does. */
final class Answers {
  private Answers() {}

  /** A line for a person. */
  static void text(HttpServerRequest request, int status, String text) {
    request.response().setStatusCode(status);
    body(request, "text/plain; charset=utf-8", Buffer.buffer(text + '\n'));
  }

  static void json(HttpServerRequest request, Buffer json) {
    body(request, "application/json", json);
  }

  /** The status and other headers may have been set before. HEAD gets the head alone. */
  static void body(HttpServerRequest request, String type, Buffer body) {
    var response =
        request
            .response()
            .putHeader("Content-Type", type)
            .putHeader("Content-Length", Integer.toString(body.length()));
    // Over HTTP/2 the body would go out with an answer to HEAD, too.
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
