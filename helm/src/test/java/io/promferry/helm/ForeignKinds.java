package io.promferry.helm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other projects' kinds, with the fields that the chart uses and no others. */
final class ForeignKinds {
  private ForeignKinds() {}

  /** Of Multus. */
  record Attachment(String apiVersion, String kind, ObjectMeta metadata, AttachmentSpec spec) {}

  record AttachmentSpec(String config) {}

  /** Of cert-manager. */
  record Certificate(String apiVersion, String kind, ObjectMeta metadata, CertificateSpec spec) {}

  record CertificateSpec(
      String secretName,
      String duration,
      String renewBefore,
      List<String> dnsNames,
      List<String> usages,
      PrivateKey privateKey,
      IssuerRef issuerRef) {}

  record PrivateKey(String algorithm, int size, String encoding, String rotationPolicy) {}

  record IssuerRef(String name, String kind, String group) {}

  /** Of Prometheus Operator. */
  record ServiceMonitor(
      String apiVersion, String kind, ObjectMeta metadata, ServiceMonitorSpec spec) {}

  record ServiceMonitorSpec(LabelSelector selector, List<Endpoint> endpoints) {}

  record Endpoint(
      String port,
      String path,
      String interval,
      @Nullable String scheme,
      @Nullable TlsConfig tlsConfig,
      @Nullable Authorization authorization) {}

  record TlsConfig(SecretOrConfigMap ca, String serverName) {}

  record SecretOrConfigMap(SecretKeySelector secret) {}

  record Authorization(String type, SecretKeySelector credentials) {}

  /** Of Prometheus Operator. */
  record PrometheusRule(
      String apiVersion, String kind, ObjectMeta metadata, PrometheusRuleSpec spec) {}

  record PrometheusRuleSpec(List<RuleGroup> groups) {}

  /** With recordings and alerts, of which each is one or the other. */
  record RuleGroup(String name, List<JsonNode> rules) {}

  record Recording(String record, String expr) {}

  record Alert(
      String alert,
      String expr,
      @JsonProperty("for") String pending,
      Map<String, String> labels,
      Map<String, String> annotations) {}
}
