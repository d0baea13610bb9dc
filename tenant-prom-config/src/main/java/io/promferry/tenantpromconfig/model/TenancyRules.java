package io.promferry.tenantpromconfig.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the CRD demands of a MetricsTenant, for objects that no API server has seen. Each problem
 * has its path.
 */
public final class TenancyRules {
  private static final Pattern DNS_LABEL = Pattern.compile(Patterns.DNS_LABEL);
  private static final Pattern DNS_SUBDOMAIN = Pattern.compile(Patterns.DNS_SUBDOMAIN);
  private static final Pattern IMAGE = Pattern.compile(Patterns.IMAGE);
  private static final int LONGEST_NAME = 40;
  private static final int MOST_EGRESS_REPLICAS = 10;

  private final List<String> problems = new ArrayList<>();

  private TenancyRules() {}

  /** Everything that is wrong with it; empty if nothing is. */
  public static List<String> problems(Tenancy tenant) {
    var rules = new TenancyRules();
    var spec = tenant.spec();
    rules.name(tenant.name());
    rules.matches("spec.tenant", tenant.id().tenant(), DNS_LABEL, "a DNS label");
    rules.matches("spec.vpc", tenant.id().vpc(), DNS_SUBDOMAIN, "the name of a Vpc");
    rules.matches("spec.namespace", tenant.namespace(), DNS_LABEL, "the name of a namespace");
    if (spec.subnet() != null) {
      rules.matches("spec.subnet", spec.subnet(), DNS_SUBDOMAIN, "the name of a Subnet");
    }
    if (rules.problems.isEmpty()) {
      rules.prometheus(tenant.prometheus());
      rules.egress(tenant.egress());
    }
    return List.copyOf(rules.problems);
  }

  private void name(String name) {
    matches("metadata.name", name, DNS_LABEL, "a DNS label");
    if (name.length() > LONGEST_NAME) {
      problems.add("metadata.name: must have at most 40 characters, because names are built of it");
    }
  }

  private void prometheus(Tenancy.Prometheus prometheus) {
    atLeastOne("spec.prometheus.replicas", prometheus.replicas());
    duration("spec.prometheus.scrapeInterval", prometheus.scrapeInterval());
    duration("spec.prometheus.retention", prometheus.retention());
    if (!prometheus.image().isEmpty()) {
      matches("spec.prometheus.image", prometheus.image(), IMAGE, "an image's name");
    }
  }

  private void egress(Tenancy.Egress egress) {
    atLeastOne("spec.egress.replicas", egress.replicas());
    if (egress.replicas() > MOST_EGRESS_REPLICAS) {
      problems.add("spec.egress.replicas: must be at most 10, got " + egress.replicas());
    }
    var peering = egress.peering();
    if ((egress.type() == EgressSpec.Type.PEERING) != (peering != null)) {
      problems.add("spec.egress.peering: is required with type peering, and only there");
    }
    if (peering != null) {
      matches("spec.egress.peering.vpc", peering.vpc(), DNS_SUBDOMAIN, "the name of a Vpc");
      address("spec.egress.peering.gatewayAddress", peering.gatewayAddress());
    }
    egress
        .internalAddresses()
        .forEach(address -> address("spec.egress.internalAddresses", address));
  }

  private void matches(String path, @Nullable String value, Pattern pattern, String what) {
    if (value == null) {
      problems.add(path + ": is required");
    } else if (!pattern.matcher(value).matches()) {
      problems.add(path + ": must be " + what + ", got '" + value + "'");
    }
  }

  private void atLeastOne(String path, int count) {
    if (count < 1) {
      problems.add(path + ": must be at least 1, got " + count);
    }
  }

  private void duration(String path, String text) {
    try {
      if (PrometheusDuration.parse(text).isZero()) {
        problems.add(path + ": must be more than nothing");
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      problems.add(path + ": must be a duration such as 30s, got '" + text + "'");
    }
  }

  private void address(String path, @Nullable String text) {
    try {
      if (text == null || !IpRange.parse(text).isSingle()) {
        problems.add(path + ": must be an IP address, got '" + text + "'");
      }
    } catch (IllegalArgumentException e) {
      problems.add(path + ": must be an IP address, got '" + text + "'");
    }
  }
}
