package io.promferry.gateway;

import io.promferry.gateway.auth.JwksFile;
import io.promferry.gateway.auth.JwksUrl;
import io.promferry.gateway.auth.KeyRefresher;
import io.promferry.gateway.auth.KeyRing;
import io.promferry.gateway.auth.KeySource;
import io.promferry.gateway.auth.ServiceAccountTokens;
import io.promferry.gateway.config.ServiceAccountsConfig;
import io.promferry.gateway.config.ServiceAccountsConfig.Keys;
import java.time.Duration;
import java.time.InstantSource;

/** The trusted issuer of service-account tokens, with the thread that fetches its keys. */
final class TokenIssuer implements AutoCloseable {
  /** A file costs nothing to read again. */
  private static final Duration FILE_REFRESH = Duration.ofSeconds(5);

  private final ServiceAccountsConfig config;
  private final KeyRing ring;
  private final KeyRefresher refresher;
  private final ServiceAccountTokens tokens;

  private TokenIssuer(ServiceAccountsConfig config) {
    this.config = config;
    this.ring = new KeyRing(source(config.keys()), System::nanoTime);
    this.refresher = KeyRefresher.start(ring, refresh(config.keys()));
    this.tokens =
        new ServiceAccountTokens(
            config.issuer(),
            config.audience(),
            ring,
            refresher::ask,
            InstantSource.system(),
            System::nanoTime);
  }

  /** Begins to fetch the keys; tokens cannot be checked before some have come. */
  static TokenIssuer start(ServiceAccountsConfig config) {
    return new TokenIssuer(config);
  }

  private static KeySource source(Keys keys) {
    return switch (keys) {
      case Keys.File file -> new JwksFile(file.path());
      case Keys.Url url -> new JwksUrl(url.url(), url.ca(), url.bearerTokenFile());
    };
  }

  private static Duration refresh(Keys keys) {
    return switch (keys) {
      case Keys.File _ -> FILE_REFRESH;
      case Keys.Url url -> url.refresh();
    };
  }

  ServiceAccountsConfig config() {
    return config;
  }

  ServiceAccountTokens tokens() {
    return tokens;
  }

  KeyRing keys() {
    return ring;
  }

  @Override
  public void close() {
    refresher.close();
  }
}
