package io.promferry.loadtests.sample;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.promferry.loadtests.sample.Histogram.Bucket;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What Prometheus' API answers in JSON, read as values. */
final class ApiAnswer {
  private ApiAnswer() {}

  /**
   * The pairs of time and value that every series of {@code result} has under {@code key}.
   *
   * @param read makes a value of a pair's second part
   */
  static <V> Samples<V> pairs(
      JsonArray result, String key, Window window, Function<JsonElement, V> read) {
    return samples(
        result,
        "metric",
        one -> {
          var values = new TreeMap<Long, V>();
          for (var pair : array(one, key)) {
            var timestamp = millis(pair.getAsJsonArray().get(0));
            if (window.contains(timestamp)) {
              values.put(timestamp, read.apply(pair.getAsJsonArray().get(1)));
            }
          }
          return values;
        });
  }

  /** The value of every series at the one time that was asked for. */
  static Map<Series, Double> latest(JsonArray result) {
    return result.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(one -> one.has("value"))
        .collect(
            toUnmodifiableMap(
                one -> Series.of(labels(one, "metric")),
                one -> number(one.getAsJsonArray("value").get(1))));
  }

  static Samples<Exemplar> exemplars(JsonArray result, Window window) {
    return samples(
        result,
        "seriesLabels",
        one -> {
          var exemplars = new TreeMap<Long, Exemplar>();
          for (var element : array(one, "exemplars")) {
            var exemplar = element.getAsJsonObject();
            var timestamp = millis(exemplar.get("timestamp"));
            if (window.contains(timestamp)) {
              exemplars.put(
                  timestamp,
                  new Exemplar(labels(exemplar, "labels"), number(exemplar.get("value"))));
            }
          }
          return exemplars;
        });
  }

  static Histogram histogram(JsonElement element) {
    var histogram = element.getAsJsonObject();
    var buckets = array(histogram, "buckets").asList().stream().map(ApiAnswer::bucket).toList();
    return new Histogram(number(histogram.get("count")), number(histogram.get("sum")), buckets);
  }

  /** Prometheus writes infinities as +Inf and -Inf, which Java does not read. */
  static double number(JsonElement text) {
    return Double.parseDouble(text.getAsString().replace("Inf", "Infinity"));
  }

  static Set<Metadata> metadata(JsonElement element) {
    return element.getAsJsonArray().asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(said ->
            new Metadata(
                said.get("type").getAsString(),
                said.get("help").getAsString(),
                said.get("unit").getAsString()))
        .collect(toUnmodifiableSet());
  }

  private static <V> Samples<V> samples(
      JsonArray result, String labelsKey, Function<JsonObject, NavigableMap<Long, V>> read) {
    return new Samples<>(
        result.asList().stream()
            .map(JsonElement::getAsJsonObject)
            .map(one -> Map.entry(Series.of(labels(one, labelsKey)), read.apply(one)))
            .filter(one -> !one.getValue().isEmpty())
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Bucket bucket(JsonElement element) {
    var bucket = element.getAsJsonArray();
    return new Bucket(number(bucket.get(1)), number(bucket.get(2)), number(bucket.get(3)));
  }

  private static Map<String, String> labels(JsonObject one, String key) {
    return one.getAsJsonObject(key).entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, label -> label.getValue().getAsString()));
  }

  private static JsonArray array(JsonObject one, String key) {
    return one.has(key) ? one.getAsJsonArray(key) : new JsonArray();
  }

  private static long millis(JsonElement seconds) {
    return seconds.getAsBigDecimal().movePointRight(3).longValueExact();
  }
}
