package io.promferry.tenantpromconfig.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the values of a {@code platform.yml} must be like. */
final class PlatformRules {
  private static final Pattern DNS_LABEL = Pattern.compile(Patterns.DNS_LABEL);
  private static final Pattern DNS_SUBDOMAIN = Pattern.compile(Patterns.DNS_SUBDOMAIN);
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern DURATION = Pattern.compile(Patterns.DURATION);
  private static final Pattern VERSION = Pattern.compile("v?[0-9]+\\.[0-9]+.*");
  private static final Pattern USERNAME = Pattern.compile("[^:\\p{Cntrl}]+");
  private static final int LAST_PORT = 65_535;

  private final List<String> problems = new ArrayList<>();

  private PlatformRules() {}

  static List<String> problems(Platform platform) {
    var rules = new PlatformRules();
    rules.gateway(platform.gateway());
    var namespaces = platform.namespaces();
    rules.matches("namespaces.gateway", namespaces.gateway(), DNS_LABEL, "a DNS label");
    rules.matches("namespaces.tenants", namespaces.tenants(), DNS_LABEL, "a DNS label");
    rules.matches("namespaces.egress", namespaces.egress(), DNS_LABEL, "a DNS label");
    rules.matches("transit.subnet", platform.transit().subnet(), DNS_SUBDOMAIN, "a Subnet's name");
    rules.range("transit.range", platform.transit().range());
    rules.matches(
        "prometheus.version", platform.prometheus().version(), VERSION, "a version such as 3.5.0");
    rules.matches("labels.tenant", platform.labels().tenant(), LABEL_NAME, "a label name");
    rules.matches("labels.vpc", platform.labels().vpc(), LABEL_NAME, "a label name");
    rules.matches(
        "rotation.address-grace",
        platform.rotation().addressGrace(),
        DURATION,
        "a duration such as 10m");
    rules.range("networks.services", platform.networks().services());
    rules.dualHomed(platform.dualHomed());
    return rules.problems;
  }

  private void gateway(Platform.GatewayAccess gateway) {
    address("gateway.cluster-ip", gateway.clusterIp());
    port("gateway.port", gateway.port());
    port("gateway.admin-port", gateway.adminPort());
    matches("gateway.service", gateway.service(), DNS_LABEL, "a Service's name");
    if (gateway.serverName() != null) {
      matches("gateway.server-name", gateway.serverName(), DNS_SUBDOMAIN, "a host name");
    }
    admin(gateway.admin());
    var ca = gateway.ca();
    if (ca != null && !areCertificates(ca)) {
      problems.add("gateway.ca: is not PEM with at least one certificate");
    }
    if (ca != null && ca.contains("PRIVATE KEY")) {
      problems.add("gateway.ca: holds a private key, which belongs in no file that tenants see");
    }
  }

  private void admin(Platform.AdminAccess admin) {
    if (!admin.tls() && (admin.caFile() != null || admin.serverName() != null)) {
      problems.add("gateway.admin.tls: must be true beside ca-file or server-name");
    }
    if (admin.serverName() != null) {
      matches("gateway.admin.server-name", admin.serverName(), DNS_SUBDOMAIN, "a host name");
    }
    var basic = admin.basic();
    if ((basic.username() == null) != (basic.passwordFile() == null)) {
      problems.add("gateway.admin.basic: must have username and password-file, or neither");
    }
    if (basic.username() != null) {
      matches("gateway.admin.basic.username", basic.username(), USERNAME, "without colons");
    }
    if (basic.username() != null && admin.bearerTokenFile() != null) {
      problems.add("gateway.admin.basic: cannot stand beside gateway.admin.bearer-token-file");
    }
  }

  /** With one that it cannot read, no tenant's Prometheus would start. */
  private static boolean areCertificates(String pem) {
    try {
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
          .isEmpty();
    } catch (CertificateException e) {
      return false;
    }
  }

  private void dualHomed(Platform.DualHomed dualHomed) {
    matches(
        "dual-homed.attachment",
        dualHomed.attachment(),
        Pattern.compile(Patterns.DNS_LABEL + "/" + Patterns.DNS_LABEL),
        "namespace/name");
    matches("dual-homed.subnet", dualHomed.subnet(), DNS_SUBDOMAIN, "a Subnet's name");
    address("dual-homed.gateway", dualHomed.gateway());
  }

  private void matches(String path, String value, Pattern pattern, String what) {
    if (value == null || !pattern.matcher(value).matches()) {
      problems.add(path + ": must be " + what + ", got '" + value + "'");
    }
  }

  private void port(String path, int port) {
    if (port < 1 || port > LAST_PORT) {
      problems.add(path + ": must be a port between 1 and 65535, got " + port);
    }
  }

  private void address(String path, String value) {
    if (value == null || value.contains("/")) {
      problems.add(path + ": must be an IP address, got '" + value + "'");
    } else {
      range(path, value);
    }
  }

  private void range(String path, String value) {
    try {
      IpRange.parse(value);
    } catch (IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }
}
