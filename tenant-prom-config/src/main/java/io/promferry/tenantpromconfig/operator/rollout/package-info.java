/**
 * Restarts of tenants' Prometheus that cannot be avoided: few at a time, and only while samples
 * flow.
 */
@NullMarked
package io.promferry.tenantpromconfig.operator.rollout;

import org.jspecify.annotations.NullMarked;
