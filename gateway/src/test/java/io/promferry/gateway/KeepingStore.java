package io.promferry.gateway;

import static java.util.stream.Collectors.toMap;

import io.promferry.gateway.ScriptedStore.Reply.Answer;
import io.promferry.gateway.ScriptedStore.Request;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What Prometheus does with float samples, as far as its answers go: it keeps them by series and
 * timestamp, and refuses some. In RW1 one refused sample costs the whole request, in RW2 only
 * itself.
 */
final class KeepingStore implements ScriptedStore.Script {
  private final Map<Sample, Double> kept = new ConcurrentHashMap<>();
  private final Predicate<Sample> refuses;
  private final boolean understandsRw2;
  private final String reason;

  /** A sample's identity. */
  record Sample(Map<String, String> labels, long timestamp) {
    Sample {
      labels = Map.copyOf(labels);
    }
  }

  /** A store that does not understand RW2 takes it for an empty RW1 request, and answers 204. */
  KeepingStore(Predicate<Sample> refuses, boolean understandsRw2) {
    this(refuses, understandsRw2, "out of order sample");
  }

  private KeepingStore(Predicate<Sample> refuses, boolean understandsRw2, String reason) {
    this.refuses = refuses;
    this.understandsRw2 = understandsRw2;
    this.reason = reason;
  }

  /** It knows RW1 only, and no time before the given one. */
  static KeepingStore sinceTime(long timestamp) {
    return new KeepingStore(sample -> sample.timestamp() < timestamp, false, "out of bounds");
  }

  /** It refuses nothing. */
  static KeepingStore ofEverything(boolean understandsRw2) {
    return new KeepingStore(_ -> false, understandsRw2);
  }

  Map<Sample, Double> kept() {
    return Map.copyOf(kept);
  }

  @Override
  public Answer reply(Request request) throws IOException {
    if (!request.isRw2()) {
      return rw1(request);
    }
    return understandsRw2 ? rw2(request) : new Answer(204);
  }

  private Answer rw1(Request request) throws IOException {
    var samples = new HashMap<Sample, Double>();
    for (var series : WriteRequest.parseFrom(request.decoded()).getTimeseriesList()) {
      var labels =
          series.getLabelsList().stream().collect(toMap(l -> l.getName(), l -> l.getValue()));
      series
          .getSamplesList()
          .forEach(s -> samples.put(new Sample(labels, s.getTimestamp()), s.getValue()));
    }
    if (samples.keySet().stream().anyMatch(refuses)) {
      return new Answer(400, reason + "\n");
    }
    kept.putAll(samples);
    return new Answer(204);
  }

  private Answer rw2(Request request) throws IOException {
    var decoded = io.promferry.proto.v2.Request.parseFrom(request.decoded());
    List<String> refused = new ArrayList<>();
    int written = 0;
    for (var series : decoded.getTimeseriesList()) {
      var labels = labels(decoded.getSymbolsList(), series.getLabelsRefsList());
      for (var sample : series.getSamplesList()) {
        var key = new Sample(labels, sample.getTimestamp());
        if (refuses.test(key)) {
          refused.add(reason + " for series " + labels);
        } else {
          kept.put(key, sample.getValue());
          written++;
        }
      }
    }
    var headers = writtenHeaders(written, 0, 0);
    return refused.isEmpty()
        ? new Answer(204, headers, "")
        : new Answer(400, headers, String.join("\n", refused) + "\n");
  }

  static Map<String, String> writtenHeaders(int samples, int histograms, int exemplars) {
    return Map.of(
        "X-Prometheus-Remote-Write-Samples-Written", Integer.toString(samples),
        "X-Prometheus-Remote-Write-Histograms-Written", Integer.toString(histograms),
        "X-Prometheus-Remote-Write-Exemplars-Written", Integer.toString(exemplars));
  }

  private static Map<String, String> labels(List<String> symbols, List<Integer> refs) {
    var labels = new TreeMap<String, String>();
    for (int i = 0; i < refs.size(); i += 2) {
      labels.put(symbols.get(refs.get(i)), symbols.get(refs.get(i + 1)));
    }
    return labels;
  }
}
