package io.promferry.tenantpromconfig.check;

import io.promferry.tenantpromconfig.model.IpRange;
import java.net.URI;

/** What of a {@code scrape_config} cannot work in a VPC. */
final class ScrapeCheck {
  private static final String DISCOVERY = "_sd_configs";

  private final AccessCheck access;
  private final ForcedLabels forced;

  ScrapeCheck(AccessCheck access, ForcedLabels forced) {
    this.access = access;
    this.forced = forced;
  }

  void check(Place scrape) {
    scrape
        .node()
        .fieldNames()
        .forEachRemaining(key -> {
          if (key.endsWith(DISCOVERY)) {
            discovery(key, scrape.at(key));
          }
        });
    for (var group : scrape.at("static_configs").elements()) {
      group.at("targets").elements().forEach(ScrapeCheck::target);
      group
          .at("labels")
          .node()
          .fieldNames()
          .forEachRemaining(label -> forced.check(group.at("labels").at(label), label));
    }
    new RelabelCheck(scrape.at("relabel_configs")).setsForced(forced);
    new RelabelCheck(scrape.at("metric_relabel_configs")).setsForced(forced);
  }

  private void discovery(String key, Place configs) {
    switch (key) {
      case "http_sd_configs" -> configs.elements().forEach(this::http);
      case "file_sd_configs" -> {}
      case "kubernetes_sd_configs" ->
          configs.found(
              "there is no Kubernetes API in a VPC; use http_sd_configs with the gateway's"
                  + " /sd/v1/targets");
      case "dns_sd_configs" ->
          configs.found(
              "there is no cluster DNS in a VPC; use http_sd_configs with the gateway's"
                  + " /sd/v1/targets");
      default -> configs.found("asks a service that a VPC's way out does not lead to");
    }
  }

  /** Another server within the VPC may be asked, too, by its address. */
  private void http(Place config) {
    if (config.at("url").text().contains("/sd/v1/targets")) {
      access.check(config, "/sd/v1/targets");
      return;
    }
    try {
      var host = URI.create(config.at("url").text()).getHost();
      if (host != null && !isReachable(host)) {
        config.at("url").found("'" + host + "' is a name, and there is no DNS in a VPC");
      }
    } catch (IllegalArgumentException e) {
      config.at("url").found("is no URL");
    }
  }

  private static void target(Place target) {
    var text = target.text();
    var colon = text.lastIndexOf(':');
    var host = colon > text.lastIndexOf(']') ? text.substring(0, colon) : text;
    if (!isReachable(host)) {
      target.found("'" + host + "' is a name, and there is no DNS in a VPC");
    }
  }

  private static boolean isReachable(String host) {
    try {
      return host.equals("localhost")
          || IpRange.parse(host.replace("[", "").replace("]", "")).isSingle();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
