package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.source.file.TenantFiles;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.TenantDirectory;
import java.nio.file.Path;
import java.util.List;

/** The gateway's configuration and the tenants that it names, read and checked together. */
record LoadedConfig(GatewayConfig config, TenantFiles tenantFiles, TenantDirectory tenants) {
  /** A budget must hold one largest write: its body and twice what it decodes to. */
  private static final int DECODED_COPIES = 2;

  /**
   * Reads both.
   *
   * @throws ConfigException with every problem that was found
   */
  static LoadedConfig load(Path file) throws ConfigException {
    var config = GatewayConfig.load(file);
    return load(file, config, new TenantFiles(config.tenants().files(), config.limits()));
  }

  /**
   * The same configuration with the tenants as they are now.
   *
   * @throws ConfigException with every problem that was found
   */
  LoadedConfig withTenantsReloaded(Path file) throws ConfigException {
    return load(file, config, tenantFiles);
  }

  private static LoadedConfig load(Path file, GatewayConfig config, TenantFiles tenantFiles)
      throws ConfigException {
    var tenants = tenantFiles.load();
    checkBudget(file, config, tenants);
    checkIssuer(file, config, tenants);
    return new LoadedConfig(config, tenantFiles, tenants);
  }

  private static void checkIssuer(Path file, GatewayConfig config, TenantDirectory tenants)
      throws ConfigException {
    if (config.serviceAccounts() == null && tenants.has(Credential.ServiceAccount.class)) {
      throw new ConfigException(
          List.of(
              file + ": service-accounts: is required, because a tenant has such a credential"));
    }
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
