package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import java.util.List;

/** Renders a tenant for one platform. */
public final class TenantRenderer {
  private final Platform platform;

  public TenantRenderer(Platform platform) {
    this.platform = platform;
  }

  /**
   * Everything that the tenant needs; never fails for what stands in its object: that is a problem
   * of the result.
   */
  public RenderedTenant render(Tenancy tenant, Surroundings surroundings) {
    return new RenderedTenant(null, null, null, null, null, null, List.of(), List.of());
  }

  Platform platform() {
    return platform;
  }
}
