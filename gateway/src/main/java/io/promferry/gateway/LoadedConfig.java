package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.source.file.TenantFiles;
import io.promferry.gateway.tenant.TenantDirectory;
import java.nio.file.Path;
import java.util.List;

/** The gateway's configuration and the tenants that it names, read and checked together. */
record LoadedConfig(GatewayConfig config, TenantDirectory tenants) {
  /** A budget must hold one largest write: its body and twice what it decodes to. */
  private static final int DECODED_COPIES = 2;

  /**
   * Reads both.
   *
   * @throws ConfigException with every problem that was found
   */
  static LoadedConfig load(Path file) throws ConfigException {
    var config = GatewayConfig.load(file);
    var tenants = TenantFiles.load(config.tenantFiles(), config.limits());
    checkBudget(file, config, tenants);
    return new LoadedConfig(config, tenants);
  }

  private static void checkBudget(Path file, GatewayConfig config, TenantDirectory tenants)
      throws ConfigException {
    long largest =
        tenants.tenants().stream()
            .map(tenant -> tenant.limits().sizes())
            .mapToLong(LoadedConfig::inFlight)
            .max()
            .orElse(0);
    long budget = config.server().memoryBudget();
    if (largest > budget) {
      throw new ConfigException(
          List.of(
              file
                  + ": server.memory-budget: "
                  + budget
                  + " bytes do not hold one write of the largest size, which needs "
                  + largest));
    }
  }

  private static long inFlight(SizeLimits sizes) {
    return sizes.bodyBytes() + (long) DECODED_COPIES * sizes.decodedBytes();
  }
}
