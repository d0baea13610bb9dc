package io.promferry.gateway.tenant;

/**
 * Whose series these are: the values that the two forced labels get. The pair is unique; a tenant
 * may have several VPCs.
 *
 * @param tenant a DNS label of 1 to 63 characters
 * @param vpc the name of a Kubernetes object: a DNS subdomain of 1 to 253 characters
 */
public record TenantId(String tenant, String vpc) {
  public TenantId {
    if (!DnsName.isLabel(tenant)) {
      throw new IllegalArgumentException("tenant name '" + tenant + "' is not a DNS label");
    }
    if (!DnsName.isSubdomain(vpc)) {
      throw new IllegalArgumentException("VPC name '" + vpc + "' is not a DNS subdomain");
    }
  }

  @Override
  public String toString() {
    return tenant + "/" + vpc;
  }
}
