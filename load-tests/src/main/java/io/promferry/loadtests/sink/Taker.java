package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** What a sink does with bodies. Called on the event loop. */
interface Taker {
  /** Reads a request's body to its end. */
  Future<Body> read(HttpServerRequest request);

  /** Takes a body over; fails where it is none. */
  Future<Written> take(WriteProtocol protocol, Body body);

  /** How many samples it has taken, where it counts them. */
  long samples();
}
