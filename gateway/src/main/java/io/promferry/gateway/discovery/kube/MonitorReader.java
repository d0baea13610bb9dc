package io.promferry.gateway.discovery.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.promferry.gateway.discovery.Monitor;
import io.promferry.gateway.discovery.Monitor.Endpoint;
import io.promferry.gateway.discovery.Monitor.Kind;
import io.promferry.gateway.discovery.Monitor.NamespaceChoice;
import io.promferry.gateway.discovery.Monitor.Relabeling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a PodMonitor or ServiceMonitor. A field that says something and is not known here
 * is noted as one that a list of targets cannot carry: so a new one is never silently ignored.
 */
final class MonitorReader {
  /** Beyond that an object is not kept, only its name. */
  static final int MOST_CHARACTERS = 64 << 10;

  /** Carried, or about how prometheus-operator finds what is found here otherwise. */
  private static final Set<String> KNOWN =
      Set.of(
          "jobLabel",
          "targetLabels",
          "podTargetLabels",
          "selector",
          "namespaceSelector",
          "endpoints",
          "podMetricsEndpoints",
          "selectorMechanism",
          "serviceDiscoveryRole",
          "keepDroppedTargets");

  private static final Set<String> KNOWN_OF_ENDPOINT =
      Set.of(
          "port",
          "portNumber",
          "targetPort",
          "path",
          "scheme",
          "params",
          "interval",
          "scrapeTimeout",
          "relabelings",
          "filterRunning");

  /** Those whose default is true; {@code false} is what needs something. */
  private static final Set<String> USUALLY_TRUE =
      Set.of("honorTimestamps", "enableHttp2", "followRedirects");

  private MonitorReader() {}

  static Optional<Monitor> podMonitor(GenericKubernetesResource monitor) {
    return Optional.of(read(Kind.POD, monitor, "podMetricsEndpoints"));
  }

  static Optional<Monitor> serviceMonitor(GenericKubernetesResource monitor) {
    return Optional.of(read(Kind.SERVICE, monitor, "endpoints"));
  }

  private static Monitor read(Kind kind, GenericKubernetesResource monitor, String endpoints) {
    var meta = monitor.getMetadata();
    var spec = Fields.of(monitor.getAdditionalProperties().get("spec"));
    if (spec.map().toString().length() > MOST_CHARACTERS) {
      spec = new Fields(Map.of("more than " + MOST_CHARACTERS + " characters", "yes"));
    }
    var choice = spec.section("namespaceSelector");
    return new Monitor(
        kind,
        Kept.shared(meta.getNamespace()),
        meta.getName(),
        spec.text("jobLabel"),
        spec.texts("targetLabels"),
        spec.texts("podTargetLabels"),
        Selectors.read(spec.section("selector")),
        new NamespaceChoice(choice.is("any"), choice.texts("matchNames")),
        spec.sections(endpoints).stream().map(MonitorReader::endpoint).toList(),
        spec.othersThan(KNOWN));
  }

  private static Endpoint endpoint(Fields endpoint) {
    var needs = new ArrayList<String>();
    endpoint.othersThan(KNOWN_OF_ENDPOINT).stream()
        .filter(field -> !USUALLY_TRUE.contains(field))
        .forEach(needs::add);
    USUALLY_TRUE.stream()
        .sorted()
        .filter(field -> Boolean.FALSE.equals(endpoint.get(field)))
        .forEach(field -> needs.add(field + ": false"));
    var number = endpoint.text("portNumber");
    var interval = endpoint.text("interval");
    return new Endpoint(
        endpoint.text("port"),
        number.isEmpty() ? endpoint.text("targetPort") : number,
        endpoint.text("path"),
        endpoint.text("scheme").toLowerCase(Locale.ROOT),
        params(endpoint.section("params"), needs),
        interval,
        endpoint.text("scrapeTimeout"),
        endpoint.sections("relabelings").stream().map(MonitorReader::relabeling).toList(),
        needs);
  }

  private static Map<String, String> params(Fields params, List<String> needs) {
    var first = new HashMap<String, String>();
    for (var name : params.keys()) {
      var values = params.texts(name);
      if (values.size() > 1) {
        needs.add("several values of parameter " + name);
      }
      values.stream().findFirst().ifPresent(value -> first.put(name, value));
    }
    return first;
  }

  private static Relabeling relabeling(Fields rule) {
    return new Relabeling(
        rule.texts("sourceLabels"),
        rule.textOrNull("separator"),
        rule.textOrNull("regex"),
        rule.number("modulus"),
        rule.textOrNull("targetLabel"),
        rule.textOrNull("replacement"),
        rule.textOrNull("action"));
  }
}
