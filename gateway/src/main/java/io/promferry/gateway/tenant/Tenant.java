package io.promferry.gateway.tenant;

import io.promferry.gateway.limits.SizeLimits;
import java.util.List;

/**
 * One tenant in one VPC, with all that the gateway has to know of it.
 *
 * @param tokens the bearer tokens that speak for it; several while one is being rotated
 */
public record Tenant(TenantId id, List<TokenDigest> tokens, SizeLimits sizes) {
  public Tenant {
    tokens = List.copyOf(tokens);
  }
}
