package io.promferry.gateway.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys behind an https URL. The files are read with each fetch, because Kubernetes replaces them.
 *
 * @param ca PEM certificates that may have signed the server's; null stands for the JDK's own trust
 * @param bearerTokenFile what the gateway shows for itself; null where it needs nothing
 */
public record JwksUrl(URI url, @Nullable Path ca, @Nullable Path bearerTokenFile)
    implements KeySource {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** For all of it: the JDK's own timeout of a request ends with the answer's head. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public byte[] fetch() throws IOException, InterruptedException {
    var client = client();
    try {
      return body(
          client
              .sendAsync(request(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES))
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new IOException("cannot be fetched: " + problem(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
    } finally {
      client.shutdownNow();
    }
  }

  private static byte[] body(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException("answered with status " + response.statusCode());
    }
    return response.body();
  }

  private static String problem(@Nullable Throwable cause) {
    return cause == null
        ? "unknown"
        : cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : " " + cause.getMessage());
  }

  private HttpRequest request() throws IOException {
    var request = HttpRequest.newBuilder(url).timeout(TIMEOUT).header("Accept", "application/json");
    if (bearerTokenFile != null) {
      authorize(request, Files.readString(bearerTokenFile).strip());
    }
    return request.build();
  }

  private static void authorize(HttpRequest.Builder request, String token) throws IOException {
    try {
      request.header("Authorization", "Bearer " + token);
    } catch (IllegalArgumentException _) {
      // Its message holds the token.
      throw new IOException("bearer-token-file does not hold one token");
    }
  }

  private HttpClient client() throws IOException {
    var client =
        HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).followRedirects(Redirect.NEVER);
    return (ca == null ? client : client.sslContext(trusting(ca))).build();
  }

  private static SSLContext trusting(Path ca) throws IOException {
    try (var in = Files.newInputStream(ca)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("ca cannot be used: " + e.getClass().getSimpleName(), e);
    }
  }
}
