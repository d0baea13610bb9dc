package io.promferry.gateway.tenant;

import java.util.regex.Pattern;

/**
 * Whose series these are: the values that the two forced labels get. The pair is unique; a tenant
 * may have several VPCs.
 *
 * @param tenant a DNS label of 1 to 63 characters
 * @param vpc the name of a Kubernetes object: a DNS subdomain of 1 to 253 characters
 */
public record TenantId(String tenant, String vpc) {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern DNS_SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int LONGEST_SUBDOMAIN = 253;

  public TenantId {
    if (!DNS_LABEL.matcher(tenant).matches()) {
      throw new IllegalArgumentException("tenant name '" + tenant + "' is not a DNS label");
    }
    if (vpc.length() > LONGEST_SUBDOMAIN || !DNS_SUBDOMAIN.matcher(vpc).matches()) {
      throw new IllegalArgumentException("VPC name '" + vpc + "' is not a DNS subdomain");
    }
  }

  @Override
  public String toString() {
    return tenant + "/" + vpc;
  }
}
