package io.promferry.gateway.upstream;

import io.promferry.gateway.tenant.TenantId;

/** Who has a part of the room at a store. */
sealed interface RoomHolder {
  /** Somebody who writes. */
  record OfTenant(TenantId id) implements RoomHolder {}

  /** The gateway, with what it tells all tenants: so it takes nothing of a tenant's part. */
  record OfGateway() implements RoomHolder {}
}
