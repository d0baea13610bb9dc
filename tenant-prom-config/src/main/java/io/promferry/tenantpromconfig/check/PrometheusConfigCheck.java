package io.promferry.tenantpromconfig.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PrometheusVersion;
import io.promferry.tenantpromconfig.model.Tenancy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a tenant's Prometheus configuration against what the gateway will accept and what can work
 * in a VPC. Whether it is a configuration of Prometheus at all, promtool knows.
 */
public final class PrometheusConfigCheck {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final Platform platform;
  private final @Nullable Tenancy tenant;
  private final PrometheusVersion version;

  /** Without a tenant, for one with every default. */
  public PrometheusConfigCheck(Platform platform, @Nullable Tenancy tenant) {
    this.platform = platform;
    this.tenant = tenant;
    var image = tenant == null ? "" : tenant.prometheus().image();
    this.version =
        PrometheusVersion.of(image.isEmpty() ? platform.prometheus().image() : image, platform);
  }

  /** Everything that is wrong, in the order of the file's sections; empty if nothing is. */
  public List<Finding> check(String text) {
    var findings = new ArrayList<Finding>();
    JsonNode tree;
    try {
      tree = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      return List.of(new Finding("(the file)", e.getOriginalMessage()));
    }
    if (!tree.isObject()) {
      return List.of(new Finding("(the file)", "is not a map of settings"));
    }
    var root = new Place("", tree, findings);
    var access = new AccessCheck(platform.gateway(), dial());
    var forced = new ForcedLabels(platform.labels());
    externalLabels(root.at("global").at("external_labels"), forced);
    var scrape = new ScrapeCheck(access, forced);
    root.at("scrape_configs").elements().forEach(scrape::check);
    if (root.at("scrape_configs").elements().isEmpty()) {
      root.at("scrape_configs").found("is missing, so nothing would be scraped");
    }
    new RemoteWriteCheck(access, version).check(root.at("remote_write"));
    return List.copyOf(findings);
  }

  private void externalLabels(Place labels, ForcedLabels forced) {
    labels.node().fieldNames().forEachRemaining(label -> forced.check(labels.at(label), label));
    if (tenant != null && tenant.prometheus().replicas() > 1 && labels.node().isEmpty()) {
      labels.found(
          "needs a label that differs between the %d replicas, such as prometheus_replica:"
                  .formatted(tenant.prometheus().replicas())
              + " ${POD_NAME}; else their samples are one series and refused as duplicates");
    }
  }

  private String dial() {
    var peering = tenant == null ? null : tenant.egress().peering();
    return peering == null ? platform.gateway().clusterIp() : peering.gatewayAddress();
  }
}
