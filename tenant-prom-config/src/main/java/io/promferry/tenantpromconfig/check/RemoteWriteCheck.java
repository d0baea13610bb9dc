package io.promferry.tenantpromconfig.check;

import io.promferry.tenantpromconfig.model.PrometheusDuration;
import io.promferry.tenantpromconfig.model.PrometheusVersion;
import java.time.Duration;
import java.util.Set;

/** What of a {@code remote_write} would be refused, or would lose samples. */
final class RemoteWriteCheck {
  private static final String VERSION_2 = "io.prometheus.write.v2.Request";
  private static final Set<String> MESSAGES = Set.of(VERSION_2, "prometheus.WriteRequest");

  /** The gateway answers within this time (its {@code delivery.deadline}), whatever stores do. */
  private static final Duration GATEWAYS_DEADLINE = Duration.ofSeconds(12);

  private final AccessCheck access;
  private final PrometheusVersion version;

  RemoteWriteCheck(AccessCheck access, PrometheusVersion version) {
    this.access = access;
    this.version = version;
  }

  void check(Place remoteWrites) {
    var all = remoteWrites.elements();
    if (all.isEmpty()) {
      remoteWrites.found("is missing, so nothing would be sent");
      return;
    }
    one(all.getFirst());
    all.stream()
        .skip(1)
        .forEach(more ->
            more.found(
                "is one too many: a VPC's way out leads to the gateway alone, and what is sent"
                    + " there twice is refused as out of order"));
  }

  private void one(Place write) {
    access.check(write, "/api/v1/write");
    message(write.at("protobuf_message"));
    var retry = write.at("queue_config").at("retry_on_http_429");
    if (!retry.node().asBoolean()) {
      retry.found("must be true, or samples that are answered with 429 are dropped");
    }
    timeout(write.at("remote_timeout"));
    var ageLimit = write.at("queue_config").at("sample_age_limit");
    if (ageLimit.isThere() && !"0s".equals(ageLimit.text())) {
      ageLimit.found("drops what could not be sent for that long, instead of sending it later");
    }
    new RelabelCheck(write.at("write_relabel_configs")).dropsEverything();
  }

  private void message(Place message) {
    if (!message.isThere()) {
      return;
    }
    if (!MESSAGES.contains(message.text())) {
      message.found("must be " + VERSION_2 + " or prometheus.WriteRequest");
    } else if (!version.writesVersion2()) {
      message.found("Prometheus %s does not know this key; it came with 2.54".formatted(version));
    }
  }

  private static void timeout(Place timeout) {
    if (!timeout.isThere()) {
      return;
    }
    try {
      if (PrometheusDuration.parse(timeout.text()).compareTo(GATEWAYS_DEADLINE) <= 0) {
        timeout.found(
            "must be more than 12s: for so long the gateway tries to deliver, and what it then"
                + " says would not be heard; 30s is right");
      }
    } catch (IllegalArgumentException e) {
      timeout.found("is no duration such as 30s");
    }
  }
}
