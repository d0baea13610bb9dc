package io.promferry.loadtests.matrix;

import static java.util.stream.Collectors.joining;

import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.Vmagent;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Samples;
import io.promferry.loadtests.sample.Series;
import io.promferry.loadtests.sample.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A vmagent that is handed lines whose every sample is known. */
record VmagentSender(TenantEntry tenant, Vmagent peer, Suite suite) implements Sender {
  private static final int SERIES = 50;
  private static final String REQUESTS = "vmagent_remotewrite_requests_total";

  @Override
  public String version() {
    return "vmagent " + suite;
  }

  /** Hands over all of the window's samples, once it is over. */
  @Override
  public void finish(Window window) {
    peer.push(
        pushed(window).bySeries().entrySet().stream()
            .flatMap(
                one -> one.getValue().entrySet().stream().map(sample -> line(one.getKey(), sample)))
            .collect(joining()));
  }

  @Override
  public Evidence sent(Window window) {
    return new Evidence(pushed(window), Samples.none(), Samples.none(), Samples.none());
  }

  @Override
  public Map<String, Set<Metadata>> metadata() {
    return Map.of();
  }

  @Override
  public List<String> complaints(ReceiverKind receiver) {
    var metrics = peer.metrics();
    var url = (List.of(ReceiverKind.values()).indexOf(receiver) + 1) + ":secret-url";
    var complaints = new ArrayList<String>();
    if (metrics.sum("vmagent_remotewrite_packets_dropped_total", Map.of("url", url)) > 0) {
      complaints.add("the sender has dropped blocks");
    }
    if (metrics.sum(REQUESTS, Map.of("url", url, "status_code", "415")) > 0) {
      complaints.add("the sender was answered 415 and has gone back to snappy");
    }
    return complaints;
  }

  private static Samples<Double> pushed(Window window) {
    var pushed = new HashMap<Series, NavigableMap<Long, Double>>();
    for (var number = 0; number < SERIES; number++) {
      pushed.put(
          Series.of(Map.of("__name__", "pushed_total", "number", "№ " + number)),
          counter(number, window));
    }
    pushed.put(Series.of(Map.of("__name__", "pushed_infinite")), infinite(window));
    return new Samples<>(pushed);
  }

  private static NavigableMap<Long, Double> counter(int from, Window window) {
    var samples = new TreeMap<Long, Double>();
    for (var second : window.wholeSeconds()) {
      samples.put(second.toEpochMilli(), from + samples.size() / 8.0);
    }
    return samples;
  }

  private static NavigableMap<Long, Double> infinite(Window window) {
    var samples = new TreeMap<Long, Double>();
    window
        .wholeSeconds()
        .forEach(second -> samples.put(second.toEpochMilli(), Double.POSITIVE_INFINITY));
    return samples;
  }

  private static String line(Series series, Map.Entry<Long, Double> sample) {
    return "%s{number=\"%s\"} %s %d%n"
        .formatted(
            series.label("__name__"),
            series.label("number"),
            text(sample.getValue()),
            sample.getKey());
  }

  private static String text(double value) {
    return Double.isInfinite(value) ? "+Inf" : Double.toString(value);
  }
}
