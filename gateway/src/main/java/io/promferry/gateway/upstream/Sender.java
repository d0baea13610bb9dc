package io.promferry.gateway.upstream;

import io.promferry.gateway.telemetry.TenantMeters;
import io.promferry.gateway.tenant.TenantId;
import java.util.OptionalInt;

/**
 * Who has sent a write, as far as its stores have to know.
 *
 * @param meters where it is counted what a store did not get
 * @param retryAttempt the {@code Retry-Attempt} header: how often the sender has tried before
 */
public record Sender(TenantId tenant, TenantMeters meters, OptionalInt retryAttempt) {}
