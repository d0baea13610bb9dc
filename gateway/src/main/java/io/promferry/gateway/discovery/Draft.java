package io.promferry.gateway.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A target before it is decided whether it may be one: what its source, its annotations and rules
 * have made of it.
 *
 * @param port of the pod
 * @param labels all of them but {@code __address__}
 */
record Draft(OwnPod pod, int port, Map<String, String> labels) {
  static final String ADDRESS = "__address__";
  static final String PATH = "__metrics_path__";
  static final String SCHEME = "__scheme__";
  static final String INTERVAL = "__scrape_interval__";
  static final String TIMEOUT = "__scrape_timeout__";

  /** Older Prometheus refuses a whole list for one other name. */
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  String address() {
    return pod.address(port);
  }

  /**
   * The same with what rules have made of its labels, {@code __address__} among them.
   *
   * @throws IllegalArgumentException if its address is not the pod's any more; says so
   */
  Draft relabelled(Map<String, String> after) {
    var own = new HashMap<>(after);
    var address = own.remove(ADDRESS);
    var host = pod.place().host() + ":";
    if (address == null || !address.startsWith(host)) {
      throw new IllegalArgumentException(
          "its rules make an address that is not the pod's: " + address);
    }
    int changed =
        PortNumber.parse(address.substring(host.length()))
            .orElseThrow(
                () -> new IllegalArgumentException("its rules make an address without a port"));
    return new Draft(pod, changed, own);
  }

  /** What keeps it from being a target; empty if nothing does. */
  Optional<String> problem() {
    var scheme = labels.getOrDefault(SCHEME, "http");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.of("scheme must be http or https, got '" + scheme + "'");
    }
    if (!labels.getOrDefault(PATH, "/").startsWith("/")) {
      return Optional.of("path must begin with /, got '" + labels.get(PATH) + "'");
    }
    for (var key : new String[] {INTERVAL, TIMEOUT}) {
      var duration = labels.get(key);
      if (duration != null && ScrapeDuration.millis(duration).isEmpty()) {
        return Optional.of(key + " must be a duration such as 30s, got '" + duration + "'");
      }
    }
    return labels.keySet().stream()
        .filter(name -> !LABEL_NAME.matcher(name).matches())
        .findFirst()
        .map(name -> "has a label that is no label name: '" + name + "'");
  }

  /** Without what nobody may set, and without what is empty, which is no label. */
  Target target(Set<String> forced) {
    var allowed = new HashMap<>(labels);
    allowed.keySet().removeAll(forced);
    allowed.remove(ADDRESS);
    allowed.values().removeIf(String::isEmpty);
    if (!allowed.containsKey(TIMEOUT) && allowed.containsKey(INTERVAL)) {
      allowed.put(TIMEOUT, ScrapeDuration.timeout(allowed.get(INTERVAL)));
    }
    return new Target(address(), allowed);
  }
}
