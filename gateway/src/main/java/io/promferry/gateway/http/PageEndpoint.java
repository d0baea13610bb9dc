package io.promferry.gateway.http;

import io.promferry.gateway.page.PageFiles.PageFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Hands out the status page. It may load what this listener has and nothing else, run no script but
 * its files, and stand in nobody's frame, so that what a tenant has written stays text.
 */
final class PageEndpoint {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PageEndpoint() {}

  /** Answers a GET or HEAD. */
  static void answer(HttpServerRequest request, PageFile file) {
    var response =
        request
            .response()
            .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader("Cross-Origin-Opener-Policy", "same-origin")
            .putHeader("Cache-Control", "no-cache")
            .putHeader("ETag", file.tag());
    if (file.tag().equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    Answers.body(request, file.type(), Buffer.buffer(file.bytes()));
  }
}
