package io.promferry.loadtests.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Asks a store's Prometheus-compatible API for raw samples. */
public final class QueryClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI queryUri;

  public QueryClient(URI base) {
    queryUri = base.resolve("/api/v1/query");
  }

  /**
   * The samples of {@code selector} within {@code window}, as they were ingested; stale markers do
   * not show.
   */
  public Samples samples(String selector, Window window) {
    var range = selector + '[' + window.queryRange().toMillis() + "ms]";
    return new Samples(
        query(range, window.end()).asList().stream()
            .map(JsonElement::getAsJsonObject)
            .filter(one -> !values(one, window).isEmpty())
            .collect(toMap(QueryClient::series, one -> values(one, window))));
  }

  private JsonArray query(String expression, Instant time) {
    var form =
        "query="
            + URLEncoder.encode(expression, UTF_8)
            + "&time="
            + BigDecimal.valueOf(time.toEpochMilli(), 3);
    var request =
        HttpRequest.newBuilder(queryUri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            "query " + expression + " answered " + response.statusCode() + ": " + response.body());
      }
      return JsonParser.parseString(response.body())
          .getAsJsonObject()
          .getAsJsonObject("data")
          .getAsJsonArray("result");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + queryUri, interrupted);
    }
  }

  private static Series series(JsonObject one) {
    return Series.of(
        one.getAsJsonObject("metric").entrySet().stream()
            .collect(toMap(Map.Entry::getKey, label -> label.getValue().getAsString())));
  }

  private static NavigableMap<Long, Double> values(JsonObject one, Window window) {
    var samples = new TreeMap<Long, Double>();
    for (var pair : one.getAsJsonArray("values")) {
      var timestamp =
          pair.getAsJsonArray().get(0).getAsBigDecimal().movePointRight(3).longValueExact();
      if (window.contains(timestamp)) {
        samples.put(timestamp, value(pair.getAsJsonArray().get(1).getAsString()));
      }
    }
    return samples;
  }

  /** Prometheus writes infinities as +Inf and -Inf, which Java does not read. */
  private static double value(String text) {
    return Double.parseDouble(text.replace("Inf", "Infinity"));
  }
}
