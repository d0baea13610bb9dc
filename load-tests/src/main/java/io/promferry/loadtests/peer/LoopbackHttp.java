package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain requests to servers of this machine. */
public final class LoopbackHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  private LoopbackHttp() {}

  public static HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).GET().build());
  }

  static HttpResponse<String> post(URI uri, BodyPublisher body, String... headers) {
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).POST(body);
    return send((headers.length == 0 ? request : request.headers(headers)).build());
  }

  public static HttpResponse<String> post(URI uri) {
    return post(uri, BodyPublishers.noBody());
  }

  public static boolean answersOk(URI uri) {
    try {
      return get(uri).statusCode() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while waiting for " + request.uri(), interrupted);
    }
  }
}
