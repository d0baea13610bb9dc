package io.promferry.tenantpromconfig.model;

/** The types of a MetricsTenant's conditions (design section 7). */
public enum ConditionType {
  /** All of the others that the operator can bring about. */
  READY("Ready"),
  /** The gateway and the tenant's Prometheus have the same credential. */
  CREDENTIALS_READY("CredentialsReady"),
  /** There is a way from the tenant's VPC to the gateway. */
  EGRESS_READY("EgressReady"),
  /** The tenant's Prometheus runs. */
  PROMETHEUS_READY("PrometheusReady"),
  /** Samples arrive. */
  FLOWING("Flowing");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  /** As it is written in a condition's {@code type}. */
  public String text() {
    return text;
  }
}
