package io.promferry.gateway.tenant;

import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import java.util.List;

/**
 * One tenant in one VPC, with all that the gateway has to know of it.
 *
 * @param credentials any of which speaks for it; several while one is being rotated
 * @param sources from where it is expected
 * @param limits how much it may send
 * @param rules what is done to its series, after the rules for every tenant
 * @param namespaces whose pods are its targets, within its VPC; empty where its entry names none
 */
public record Tenant(
    TenantId id,
    List<Credential> credentials,
    SourcePolicy sources,
    TenantLimits limits,
    RelabelRules rules,
    List<String> namespaces) {
  public Tenant {
    credentials = List.copyOf(credentials);
    namespaces = List.copyOf(namespaces);
  }
}
