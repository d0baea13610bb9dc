package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.loadtests.peer.HouseFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One rule of the transit subnet, as the chart has it. */
record TransitAcl(String direction, int priority, String action, String match) {
  private static final Pattern RULE =
      Pattern.compile(
          "- direction: (\\S+)\\s+priority: (\\d+)\\s+action: (\\S+)\\s+match: (.+)\\n");
  private static final Map<String, String> VALUES =
      Map.of(
          "{{ $transit.range }}", Addresses.TRANSIT.cidr(),
          "{{ $transit.gateway }}", Addresses.TRANSIT.gateway(),
          "{{ .Values.gateway.clusterIP }}", Addresses.GATEWAY_VIP,
          "{{ int .Values.gateway.port }}", Integer.toString(Addresses.GATEWAY_VIP_PORT));

  /** The rules of the chart's template, its few values put in. */
  static List<TransitAcl> ofChart() {
    try {
      var template =
          Files.readString(HouseFiles.loadTests("../helm/promferry/templates/transit.yaml"), UTF_8);
      for (var value : VALUES.entrySet()) {
        template = template.replace(value.getKey(), value.getValue());
      }
      return RULE.matcher(template)
          .results()
          .map(rule ->
              new TransitAcl(
                  rule.group(1), Integer.parseInt(rule.group(2)), rule.group(3), rule.group(4)))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** For OVN's northbound database, as Kube-OVN's controller puts it there. */
  String command() {
    return "acl-add %s %s %d '%s' %s"
        .formatted(Addresses.TRANSIT.name(), direction, priority, match, action);
  }
}
