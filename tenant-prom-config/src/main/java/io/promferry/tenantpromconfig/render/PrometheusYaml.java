package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PrometheusDuration;
import io.promferry.tenantpromconfig.model.Tenancy;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The tenant's {@code prometheus.yml}. What stands under {@code remote_write} and {@code
 * external_labels} changes only when it must: as long as they stay, Prometheus keeps its queue over
 * a reload.
 */
final class PrometheusYaml {
  private static final String CREDENTIALS = PrometheusWorkload.CREDENTIALS + "/token";
  private static final String CA = PrometheusWorkload.CONFIG + "/ca.crt";

  private final Platform platform;
  private final Tenancy tenant;
  private final PrometheusVersion version;

  PrometheusYaml(Platform platform, Tenancy tenant, PrometheusVersion version) {
    this.platform = platform;
    this.tenant = tenant;
    this.version = version;
  }

  String text(Way way) {
    var gateway = platform.gateway();
    var base = (gateway.tls() ? "https://" : "http://") + host(way.dial()) + ":" + gateway.port();
    return global() + scrapeConfigs(base) + remoteWrite(base);
  }

  private String global() {
    var interval = tenant.prometheus().scrapeInterval();
    return """
    # Of tenant %s in VPC %s, rendered by Promferry. The gateway puts the labels %s and %s on every series.
    global:
      scrape_interval: %s
      scrape_timeout: %s
    %s  external_labels:
        # Tells replicas apart, so that a central store can remove what both of them sent.
        prometheus_replica: ${POD_NAME}
    """
        .formatted(
            tenant.id().tenant(),
            tenant.id().vpc(),
            platform.labels().tenant(),
            platform.labels().vpc(),
            interval,
            PrometheusDuration.atMost(interval, "10s"),
            version.configuresNativeHistograms() ? "  scrape_native_histograms: true\n" : "");
  }

  private String scrapeConfigs(String base) {
    return """
    scrape_configs:
      # Which pods are this tenant's, the gateway says; it sets job, namespace, pod and container, too.
      - job_name: discovered
        http_sd_configs:
          - url: %s/sd/v1/targets
            refresh_interval: 30s
            follow_redirects: false
    %s  # This Prometheus itself.
      - job_name: prometheus
        static_configs:
          - targets: ["127.0.0.1:%d"]
            labels: {namespace: "%s"}
    """
        .formatted(base, access(8), PrometheusWorkload.PORT, tenant.prometheusNamespace(platform));
  }

  private String remoteWrite(String base) {
    return """
    remote_write:
      - name: promferry
        url: %s/api/v1/write
    %s    # The gateway answers within 12 s, whatever the central stores do.
        remote_timeout: 30s
        follow_redirects: false
        # Of its own connections each is closed when an egress replica goes; one for all of HTTP/2 would hang.
        enable_http2: false
        send_exemplars: true
        send_native_histograms: true
    %s%s    queue_config:
          # Without it, samples that are answered with 429 would be dropped.
          retry_on_http_429: true
          # Enough to catch up after a day: a shard sends about 2000 samples in 100 ms. More would only press the
          # gateway, which answers 503 when it is full.
          max_shards: 10
          min_shards: 1
          # One request; well within the gateway's limit of a body.
          max_samples_per_send: 2000
          # What a shard holds in memory: five requests. The log on disk is the buffer.
          capacity: 10000
          # A sample waits at most so long for its request to fill.
          batch_send_deadline: 5s
          # Between tries when the gateway names no time (it mostly does, with Retry-After).
          min_backoff: 100ms
          max_backoff: 10s
    """
        .formatted(
            base,
            version.writesVersion2()
                ? "    protobuf_message: io.prometheus.write.v2.Request\n"
                : "",
            access(4),
            version.writesVersion2()
                ? ""
                : "    metadata_config: {send: true, send_interval: 1m}\n");
  }

  private String access(int indent) {
    var gateway = platform.gateway();
    var text = new StringBuilder("authorization: {credentials_file: " + CREDENTIALS + "}\n");
    if (gateway.tls()) {
      text.append("tls_config:\n");
      if (gateway.ca() != null) {
        text.append("  ca_file: ").append(CA).append('\n');
      }
      if (gateway.serverName() != null) {
        text.append("  server_name: ").append(gateway.serverName()).append('\n');
      }
      text.append("  min_version: TLS12\n");
    }
    return text.toString().indent(indent);
  }

  private static String host(String address) {
    return InetAddress.ofLiteral(address) instanceof Inet6Address ? "[" + address + "]" : address;
  }
}
