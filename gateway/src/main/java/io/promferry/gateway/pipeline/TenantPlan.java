package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;

/** What the pipeline has to know of a tenant, put together once when the tenant is loaded. */
public record TenantPlan(ForcedLabels forced, ConflictPolicy onConflict, int decodedBytesLimit) {}
