package io.promferry.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose service-account tokens are believed.
 *
 * @param issuer as tokens name it, letter for letter
 * @param audience for whom they must have been made
 */
public record ServiceAccountsConfig(String issuer, String audience, Keys keys) {
  private static final String DEFAULT_AUDIENCE = "promferry";
  private static final Duration DEFAULT_REFRESH = Duration.ofMinutes(5);

  /** Where the issuer's keys come from, as a JSON Web Key Set. */
  public sealed interface Keys {
    /** A file, re-read when it changes. */
    record File(Path path) implements Keys {}

    /**
     * An https URL.
     *
     * @param ca PEM certificates that may have signed the server's; null for the JDK's own trust
     * @param bearerTokenFile what the gateway shows for itself; null where it needs nothing
     * @param refresh the time between two fetches
     */
    record Url(URI url, @Nullable Path ca, @Nullable Path bearerTokenFile, Duration refresh)
        implements Keys {}
  }

  /** Empty if something is wrong, which the section has then been told. */
  static Optional<ServiceAccountsConfig> read(Section section, ConfigFiles files) {
    var issuer = section.required("issuer", ServiceAccountsConfig::text);
    var audience = section.scalar("audience", ServiceAccountsConfig::text).orElse(DEFAULT_AUDIENCE);
    if (section.has("jwks-file") == section.has("jwks-url")) {
      section.problem("jwks-url", "must stand here, or jwks-file: exactly one of the two");
    }
    var keys =
        section.has("jwks-url")
            ? url(section, files)
            : section.scalar("jwks-file", files::readable).<Keys>map(Keys.File::new);
    return issuer.flatMap(i -> keys.map(k -> new ServiceAccountsConfig(i, audience, k)));
  }

  private static Optional<Keys> url(Section section, ConfigFiles files) {
    var url = section.required("jwks-url", ServiceAccountsConfig::https);
    var ca = section.scalar("ca", files::readable).orElse(null);
    var token = section.scalar("bearer-token-file", files::readable).orElse(null);
    var refresh = section.scalar("refresh", Values::positiveDuration).orElse(DEFAULT_REFRESH);
    return url.map(u -> new Keys.Url(u, ca, token, refresh));
  }

  private static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return text;
  }

  /** Whoever could change these keys on their way could be any tenant. */
  private static URI https(String text) {
    return Optional.of(text)
        .map(ServiceAccountsConfig::uri)
        .filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null)
        .filter(uri -> uri.getUserInfo() == null && uri.getFragment() == null)
        .orElseThrow(
            () -> new IllegalArgumentException("must be an https URL, got '" + text + "'"));
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
