package io.promferry.tenantpromconfig.model;

/** The values of the two forced labels. */
public record TenantId(String tenant, String vpc) {
  @Override
  public String toString() {
    return tenant + " in " + vpc;
  }
}
