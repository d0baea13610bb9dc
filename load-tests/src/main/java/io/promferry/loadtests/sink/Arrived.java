package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** A request that has come whole, and has no answer yet. */
record Arrived(HttpServerRequest request, Body body) {
  Optional<WriteProtocol> protocol() {
    return WriteHead.protocol(
        request.getHeader("Content-Type"), request.getHeader("Content-Encoding"));
  }

  HttpServerResponse response() {
    return request.response();
  }

  /** Whether its sender waits no more. */
  boolean isGone() {
    return response().closed();
  }
}
