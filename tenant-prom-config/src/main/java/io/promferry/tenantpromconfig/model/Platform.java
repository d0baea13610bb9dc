package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is the same for all tenants of a cluster: the file {@code platform.yml}, in kebab-case. */
public record Platform(
    @JsonProperty(required = true) GatewayAccess gateway,
    Namespaces namespaces,
    @Nullable Transit transit,
    PrometheusDefaults prometheus,
    Labels labels,
    Rotation rotation) {

  /**
   * How tenants reach the gateway.
   *
   * @param clusterIp the Service's fixed address, which tenants dial, because they have no DNS
   * @param serverName what its certificate is for
   * @param tls whether it speaks TLS
   * @param ca PEM, one or several certificates; null for the system's
   * @param service name of its Service in {@link Namespaces#gateway}, through which its replicas
   *     are found
   * @param adminPort the operators' listener of each replica
   */
  public record GatewayAccess(
      String clusterIp,
      int port,
      boolean tls,
      @Nullable String serverName,
      @Nullable String ca,
      String service,
      int adminPort) {}

  /** Where things lie. */
  public record Namespaces(String gateway, String tenants, String egress) {}

  /**
   * The subnet through which egress gateways reach the gateway.
   *
   * @param subnet name of the Subnet
   * @param range from which addresses are handed out, as CIDR
   * @param topology how it is made
   */
  public record Transit(String subnet, String range, Topology topology) {}

  /** {@code facts/kube-ovn.md} 2.3. */
  public enum Topology {
    /** An existing macvlan or underlay subnet. */
    @JsonProperty("underlay")
    UNDERLAY,
    /** An overlay subnet of the default VPC. */
    @JsonProperty("overlay")
    OVERLAY
  }

  /** For tenants that name none. {@code version} counts where the image's tag does not tell it. */
  public record PrometheusDefaults(
      String image, @Nullable String version, List<String> imagePullSecrets) {}

  /** Names of the forced labels, which discovery must not set. */
  public record Labels(String tenant, String vpc) {}

  /**
   * Durations as Prometheus writes them: how long an address stays a tenant's after it was given
   * back.
   */
  public record Rotation(String addressGrace) {}
}
