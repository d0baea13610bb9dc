package io.promferry.tenantpromconfig.operator;

import java.util.List;

/**
 * Which address of the transit range is whose. An address that is still believed to be another
 * tenant's, by its egress gateway's spec or status, by its status, by its entry, or because it was
 * given back a short time ago, is never handed out.
 */
public interface TransitAddresses {
  /**
   * The tenant's addresses for its egress gateway: those it has, and as many more as are missing.
   *
   * @param tenant name of the MetricsTenant
   * @param count how many it must have
   * @throws TransitExhaustedException if there are not as many free ones
   */
  List<String> pin(String tenant, int count) throws TransitExhaustedException;

  /**
   * From where the gateway is to expect the tenant: pinned, reported by its egress gateway, or its
   * own a short time ago.
   */
  List<String> expected(String tenant);

  /** Gives its addresses back, after its egress gateway is gone; they rest for the grace time. */
  void release(String tenant);
}
