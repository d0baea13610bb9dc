package io.promferry.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

/**
 * One central store.
 *
 * @param name for logs and metrics
 * @param url where remote write goes
 * @param timeout of one attempt
 * @param connections how many are open to it at most; each carries one write at a time
 */
public record UpstreamConfig(String name, URI url, Duration timeout, int connections) {
  /** The protocols of the design; the last one is refused until it exists. */
  private enum Protocol {
    AUTO,
    RW1,
    RW2
  }

  private static final URI UNKNOWN = URI.create("http://unknown");
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final int DEFAULT_CONNECTIONS = 128;
  private static final int MOST_CONNECTIONS = 10_000;

  static UpstreamConfig read(Section section) {
    section.notYet("headers", "authorization", "tls");
    section.scalar("protocol", UpstreamConfig::protocol);
    section.scalar("required", UpstreamConfig::required);
    return new UpstreamConfig(
        section.required("name", Function.identity()).orElse(""),
        section.required("url", Values::httpUrl).orElse(UNKNOWN),
        section.scalar("timeout", Values::positiveDuration).orElse(DEFAULT_TIMEOUT),
        section.scalar("connections", UpstreamConfig::connections).orElse(DEFAULT_CONNECTIONS));
  }

  /** Stands in where the document has none, which is reported as a problem of its own. */
  static UpstreamConfig unknown() {
    return new UpstreamConfig("", UNKNOWN, DEFAULT_TIMEOUT, DEFAULT_CONNECTIONS);
  }

  private static Protocol protocol(String text) {
    var protocol = Values.oneOf(Protocol.class, text);
    if (protocol == Protocol.RW2) {
      throw new IllegalArgumentException("rw2 is not supported yet");
    }
    return protocol;
  }

  private static boolean required(String text) {
    if (!text.equals("true")) {
      throw new IllegalArgumentException("an optional upstream is not supported yet");
    }
    return true;
  }

  private static int connections(String text) {
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "must be between 1 and " + MOST_CONNECTIONS + ", got '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
