package io.promferry.gateway.http;

import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.status.Verdicts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What operators are told comes from here.
 *
 * @param started when the gateway started: before that it knows of no write
 * @param current what is served at this moment
 * @param strangers where requests came from that were nobody's
 */
public record Overview(
    GatewayIdentity identity,
    Instant started,
    Supplier<Serving> current,
    Strangers strangers,
    InstantSource clock) {
  /** Says how each tenant is, at this moment. */
  Verdicts verdicts(Serving serving) {
    return new Verdicts(serving.upstreams().states(), strangers.latest(), started, clock.instant());
  }
}
