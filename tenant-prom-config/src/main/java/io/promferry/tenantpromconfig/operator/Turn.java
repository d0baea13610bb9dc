package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.operator.objects.Owner;
import io.promferry.tenantpromconfig.operator.status.Findings;

/** One look at one tenant, and what it finds. */
record Turn(
    MetricsTenant tenant,
    Tenancy tenancy,
    Owner owner,
    Platform platform,
    Findings findings,
    Attempts attempts) {

  Names names() {
    return new Names(tenancy.name());
  }

  /** Where its Prometheus and what belongs to that lie. */
  String namespace() {
    return tenancy.prometheusNamespace(platform);
  }
}
