package io.promferry.loadtests.sample;

import static java.util.stream.Collectors.toMap;

import com.google.gson.JsonArray;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Asks a store's Prometheus-compatible API for what it has, raw. */
public final class QueryClient {
  private final ApiClient api;

  public QueryClient(URI base) {
    this.api = new ApiClient(base);
  }

  /**
   * The samples of {@code selector} within {@code window}, as they were ingested; stale markers do
   * not show.
   */
  public Samples<Double> samples(String selector, Window window) {
    return ApiAnswer.pairs(range(selector, window), "values", window, ApiAnswer::number);
  }

  /**
   * The native histograms of {@code selector} within {@code window}, as they were ingested. Asked
   * for series by series: in one answer Prometheus 2.42 shows those of one series in others, too.
   */
  public Samples<Histogram> histograms(String selector, Window window) {
    var found = new HashMap<Series, NavigableMap<Long, Histogram>>();
    for (var series : histogramsAtOnce(selector, window).series()) {
      found.putAll(histogramsAtOnce(series.selector(), window).bySeries());
    }
    return new Samples<>(found);
  }

  private Samples<Histogram> histogramsAtOnce(String selector, Window window) {
    return ApiAnswer.pairs(range(selector, window), "histograms", window, ApiAnswer::histogram);
  }

  /** The exemplars of {@code selector} that are of within {@code window}. */
  public Samples<Exemplar> exemplars(String selector, Window window) {
    var form =
        Map.of(
            "query",
            selector,
            "start",
            ApiClient.seconds(window.start()),
            "end",
            ApiClient.seconds(window.end()));
    return ApiAnswer.exemplars(api.post("/api/v1/query_exemplars", form).getAsJsonArray(), window);
  }

  /** What {@code selector} shows at every whole second of {@code window}. */
  public Samples<Double> latest(String selector, Window window) {
    var found = new HashMap<Series, NavigableMap<Long, Double>>();
    for (var second : window.wholeSeconds()) {
      ApiAnswer.latest(query(selector, second))
          .forEach((series, value) ->
              found
                  .computeIfAbsent(series, _ -> new TreeMap<>())
                  .put(second.toEpochMilli(), value));
    }
    return new Samples<>(found);
  }

  /**
   * How many series an expression has at that time.
   *
   * @throws UncheckedIOException if the store finds the expression wrong
   */
  public int series(String expression, Instant time) {
    return query(expression, time).size();
  }

  /** What is known of the metrics that are scraped here: targets may differ about one. */
  public Map<String, Set<Metadata>> metadata() {
    return api.get("/api/v1/metadata").getAsJsonObject().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, one -> ApiAnswer.metadata(one.getValue())));
  }

  private JsonArray range(String selector, Window window) {
    return query(selector + '[' + window.queryRange().toMillis() + "ms]", window.end());
  }

  /** VictoriaMetrics answers from before some seconds unless it is told not to cache. */
  private JsonArray query(String expression, Instant time) {
    var form = Map.of("query", expression, "time", ApiClient.seconds(time), "nocache", "1");
    return api.post("/api/v1/query", form).getAsJsonObject().getAsJsonArray("result");
  }
}
