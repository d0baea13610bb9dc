package io.promferry.gateway.upstream;

import io.promferry.gateway.telemetry.DeliveryLosses;
import io.promferry.gateway.tenant.TenantId;
import java.util.OptionalInt;

/**
 * Who has sent a write, as far as its stores have to know.
 *
 * @param tenant whose series it carries
 * @param losses where it is counted what a store did not get
 * @param retryAttempt the {@code Retry-Attempt} header: how often the sender has tried before
 * @param isGateway whether the gateway tells of the tenant, which has not sent it
 */
public record Sender(
    TenantId tenant, DeliveryLosses losses, OptionalInt retryAttempt, boolean isGateway) {
  /** The tenant itself. */
  public static Sender tenant(TenantId tenant, DeliveryLosses losses, OptionalInt retryAttempt) {
    return new Sender(tenant, losses, retryAttempt, false);
  }

  /** The gateway, with series of that tenant; what is lost of them comes again with new values. */
  public static Sender gatewayFor(TenantId tenant) {
    return new Sender(tenant, DeliveryLosses.UNCOUNTED, OptionalInt.empty(), true);
  }

  RoomHolder holder() {
    return isGateway ? new RoomHolder.OfGateway() : new RoomHolder.OfTenant(tenant);
  }
}
