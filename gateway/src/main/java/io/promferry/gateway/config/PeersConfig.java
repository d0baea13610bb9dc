package io.promferry.gateway.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the other replicas of this gateway are, and what their operators' listeners ask for.
 *
 * @param host a name, all whose addresses are replicas; this one may be among them
 * @param port of their operators' listeners
 * @param every how often they are asked, 100 milliseconds to 1 minute
 * @param tls null: plain HTTP
 */
public record PeersConfig(
    String host,
    int port,
    Duration every,
    ClientAuthorization authorization,
    @Nullable ClientTls tls) {
  private static final int DEFAULT_PORT = 9202;
  private static final Duration DEFAULT_EVERY = Duration.ofSeconds(2);
  private static final Duration LEAST_EVERY = Duration.ofMillis(100);
  private static final Duration MOST_EVERY = Duration.ofMinutes(1);

  static PeersConfig read(Section section, AdminConfig admin, ConfigFiles files) {
    mustHave(section, "tls", admin.tls() != null);
    mustHave(section, "authorization", !admin.authorization().isEmpty());
    return new PeersConfig(
        section.required("host", PeersConfig::host).orElse(""),
        section
            .scalar("port", text -> (int) Values.whole(text, 1, HostPort.MOST))
            .orElse(DEFAULT_PORT),
        section.scalar("every", PeersConfig::every).orElse(DEFAULT_EVERY),
        section
            .section("authorization", below -> ClientAuthorization.read(below, files))
            .orElse(new ClientAuthorization.None()),
        section.section("tls", below -> ClientTls.read(below, files)).orElse(null));
  }

  /** Replicas are alike: what this one asks of others the others ask of this one. */
  private static void mustHave(Section section, String key, boolean hasAdmin) {
    if (hasAdmin && !section.has(key)) {
      section.problem(key, "is required beside admin." + key + ": replicas ask each other there");
    }
  }

  private static String host(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must be a name or an address");
    }
    return HostPort.withoutBrackets(text);
  }

  private static Duration every(String text) {
    var every = Values.duration(text);
    if (every.compareTo(LEAST_EVERY) < 0 || every.compareTo(MOST_EVERY) > 0) {
      throw new IllegalArgumentException("must be between 100ms and 1m, got " + text);
    }
    return every;
  }
}
