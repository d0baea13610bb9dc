package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.source.SourcedTenants;
import io.promferry.gateway.source.TenantSource;
import io.promferry.gateway.source.file.TenantFiles;
import io.promferry.gateway.source.kube.KubeTenants;
import io.promferry.gateway.status.SourceState;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The gateway's configuration and the tenants that it names, read and checked together. */
record LoadedConfig(GatewayConfig config, TenantSource source, SourcedTenants sourced) {
  /**
   * Reads the configuration, and the tenants if they are in files; those of Kubernetes are not
   * loaded before their source is started.
   *
   * @throws ConfigException with every problem that was found
   */
  static LoadedConfig load(Path file) throws ConfigException {
    var config = GatewayConfig.load(file);
    var namespace = config.tenants().namespace();
    return load(
        file,
        config,
        namespace == null ? new TenantFiles(config.tenants().files()) : new KubeTenants(namespace));
  }

  /**
   * Both as they are now. What is watched in Kubernetes stays what it is, as long as the process.
   *
   * @throws ConfigException with every problem that was found
   */
  LoadedConfig reloaded(Path file) throws ConfigException {
    var next = GatewayConfig.load(file);
    boolean inFiles = config.tenants().namespace() == null && next.tenants().namespace() == null;
    return load(file, next, inFiles ? new TenantFiles(next.tenants().files()) : source);
  }

  /**
   * The same configuration with the tenants as they are now.
   *
   * @throws ConfigException with every problem that was found
   */
  LoadedConfig withTenantsReloaded(Path file) throws ConfigException {
    return load(file, config, source);
  }

  Collection<Tenant> tenants() {
    return directory().tenants();
  }

  TenantDirectory directory() {
    return sourced.directory();
  }

  SourceState state() {
    var kind = source instanceof KubeTenants ? SourceState.Kind.KUBERNETES : SourceState.Kind.FILES;
    return new SourceState(kind, directory().isLoaded(), sourced.problems());
  }

  private static LoadedConfig load(Path file, GatewayConfig config, TenantSource source)
      throws ConfigException {
    var sourced = source.load(EntryTerms.of(config));
    checkBudget(file, config, sourced.directory());
    checkIssuer(file, config, sourced.directory());
    return new LoadedConfig(config, source, sourced);
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
            .mapToLong(tenant -> EntryTerms.largestWrite(tenant.limits().sizes()))
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
}
