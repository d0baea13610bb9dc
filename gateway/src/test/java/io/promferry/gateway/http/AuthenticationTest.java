package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.LogEvents;
import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.auth.JwksFile;
import io.promferry.gateway.auth.KeyRing;
import io.promferry.gateway.auth.ServiceAccountTokens;
import io.promferry.gateway.http.Authentication.Result;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantDirectory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request when nobody can say whose it is. */
class AuthenticationTest {
  private static final String SECRET = "hush.hush.hush";

  private final Vertx vertx = Vertx.vertx();
  private final GatewayMeters meters = new GatewayMeters("test");
  private final Strangers strangers = new Strangers(InstantSource.system());
  private final LogEvents log = LogEvents.of(Authentication.class);
  private final AtomicReference<Authenticator> authenticator = new AtomicReference<>();
  private HttpServer server;

  @BeforeEach
  void listen() {
    var authentication = new Authentication(meters, strangers, InstantSource.system());
    server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .response()
                    .end(authentication.of(request, authenticator.get(), Map.of()).toString()))
            .listen(0, "127.0.0.1")
            .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
    meters.close();
    log.close();
  }

  @Test
  void asksToComeBackWhileTenantsAreNotLoaded() {
    authenticator.set(new Authenticator(TenantDirectory.NOT_LOADED, null, InstantSource.system()));

    assertThat(result()).contains("IdentityUnavailable").contains("TENANTS_NOT_LOADED");
    assertThat(meters.scrape()).contains("reason=\"tenants_not_loaded\"");
  }

  @Test
  void admitsNobodyWhenItFailsAndSaysSoOnceWithoutTheCredential() {
    authenticator.set(
        new Authenticator(TenantDirectory.of(List.of()), failing(), InstantSource.system()));

    for (int i = 0; i < 3; i++) {
      assertThat(result())
          .startsWith(Result.NotKnown.class.getSimpleName())
          .contains("AUTHENTICATION_FAILED");
    }

    assertThat(log.texts())
        .singleElement()
        .asString()
        .contains("authentication failed unexpectedly")
        .contains("IllegalStateException")
        .doesNotContain(SECRET);
  }

  /** Without keys it asks for them, and that fails with the credential in its message. */
  private static ServiceAccountTokens failing() {
    return new ServiceAccountTokens(
        "issuer",
        "promferry",
        new KeyRing(new JwksFile(Path.of("absent")), System::nanoTime),
        () -> {
          throw new IllegalStateException(SECRET);
        },
        InstantSource.system(),
        System::nanoTime);
  }

  private String result() {
    var client = vertx.createHttpClient();
    return client
        .request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/")
        .compose(request -> request.putHeader("Authorization", "Bearer " + SECRET).send())
        .compose(HttpClientResponse::body)
        .await()
        .toString();
  }
}
