package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all tenants of a cluster: the file {@code platform.yml}, in kebab-case.
 * {@link PlatformFile} reads it and has its defaults.
 */
public record Platform(
    GatewayAccess gateway,
    Namespaces namespaces,
    Transit transit,
    PrometheusDefaults prometheus,
    Labels labels,
    Rotation rotation,
    Networks networks,
    DualHomed dualHomed) {

  /**
   * How tenants reach the gateway.
   *
   * @param clusterIp the Service's fixed address, which tenants dial, because they have no DNS;
   *     with an underlay transit subnet, the address of its pods' second interface
   * @param serverName what its certificate is for
   * @param tls whether it speaks TLS
   * @param ca PEM, one or several certificates; null for those of the Prometheus image
   * @param service name of its Service in {@link Namespaces#gateway}, through which its replicas
   *     are found
   * @param adminPort the operators' listener of each replica
   * @param admin how that listener is asked
   */
  public record GatewayAccess(
      String clusterIp,
      int port,
      boolean tls,
      @Nullable String serverName,
      @Nullable String ca,
      String service,
      int adminPort,
      AdminAccess admin) {}

  /**
   * How the operators' listener of a replica is asked, as its own {@code admin} wants it. Secrets
   * and certificates stand in files, which are read again each time.
   *
   * @param tls whether it speaks TLS
   * @param caFile PEM certificates that may have signed its certificate; null for the JDK's trust
   * @param serverName what its certificate is for; null for the replica's address
   * @param bearerTokenFile null for none
   */
  public record AdminAccess(
      boolean tls,
      @Nullable String caFile,
      @Nullable String serverName,
      @Nullable String bearerTokenFile,
      Basic basic) {
    /** Nothing that it would ask for. */
    public static final AdminAccess OPEN =
        new AdminAccess(false, null, null, null, new Basic(null, null));
  }

  /** A name and the file of its password: both, or neither. */
  public record Basic(@Nullable String username, @Nullable String passwordFile) {}

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
  public record PrometheusDefaults(String image, String version, List<String> imagePullSecrets) {
    public PrometheusDefaults {
      imagePullSecrets = List.copyOf(imagePullSecrets);
    }
  }

  /** Names of the forced labels, which discovery must not set. */
  public record Labels(String tenant, String vpc) {}

  /**
   * Durations as Prometheus writes them: how long an address stays a tenant's after it was given
   * back.
   */
  public record Rotation(String addressGrace) {}

  /** The cluster's own ranges: of its Services, as CIDR. */
  public record Networks(String services) {}

  /**
   * How a tenant's Prometheus gets a second interface in the default VPC.
   *
   * @param attachment the NetworkAttachmentDefinition of type kube-ovn, as {@code namespace/name}
   * @param subnet the default VPC's subnet that the interface is in
   * @param gateway that subnet's gateway, through which the gateway's address is routed
   */
  public record DualHomed(String attachment, String subnet, String gateway) {}
}
