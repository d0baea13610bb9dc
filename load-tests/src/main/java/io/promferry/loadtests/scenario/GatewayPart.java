package io.promferry.loadtests.scenario;

import java.util.Map;

/**
 * The gateways of a scenario.
 *
 * @param count 1 to 4; more than one stand behind a TCP relay
 * @param heapMegabytes of each
 * @param entries of tenants in all, those of the load and of the noise among them
 * @param sections keys of the configuration, by section
 * @param tenantLimits of each tenant of the load
 */
record GatewayPart(
    int count,
    int heapMegabytes,
    int entries,
    Map<String, Map<String, Object>> sections,
    Map<String, Object> tenantLimits) {
  static final int MOST = 4;
  static final GatewayPart DEFAULT = new GatewayPart(1, 512, 0, Map.of(), Map.of());

  GatewayPart {
    sections = Map.copyOf(sections);
    tenantLimits = Map.copyOf(tenantLimits);
  }
}
