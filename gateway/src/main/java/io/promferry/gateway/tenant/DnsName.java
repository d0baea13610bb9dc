package io.promferry.gateway.tenant;

import java.util.regex.Pattern;

/** The two forms that names have in Kubernetes (RFC 1123). */
public final class DnsName {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int LONGEST_SUBDOMAIN = 253;

  private DnsName() {}

  /** 1 to 63 characters. */
  public static boolean isLabel(String name) {
    return LABEL.matcher(name).matches();
  }

  /** 1 to 253 characters. */
  public static boolean isSubdomain(String name) {
    return name.length() <= LONGEST_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
  }
}
