package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted for a tenant, as it was written: what is null has the default that {@link Tenancy}
 * gives it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "has(self.tenant) == has(oldSelf.tenant) && (!has(self.tenant) || self.tenant =="
            + " oldSelf.tenant)",
    message = "tenant is immutable; make another MetricsTenant")
@ValidationRule(
    value = "self.vpc == oldSelf.vpc",
    message = "vpc is immutable; make another MetricsTenant")
@ValidationRule(
    value = "self.namespace == oldSelf.namespace",
    message = "namespace is immutable; make another MetricsTenant")
public record MetricsTenantSpec(
    @Pattern(Patterns.WHOLE_DNS_LABEL) @JsonPropertyDescription("Value of the forced label tenant. Default: the object's name.")
        @Nullable String tenant,
    @Required
        @Pattern(Patterns.WHOLE_DNS_SUBDOMAIN) @JsonPropertyDescription(
            "The VPC that the tenant's pods are in; value of the forced label vpc.")
        String vpc,
    @Required
        @Pattern(Patterns.WHOLE_DNS_LABEL) @JsonPropertyDescription("Where the tenant's Prometheus runs; must belong to the VPC.")
        String namespace,
    @Pattern(Patterns.WHOLE_DNS_SUBDOMAIN) @JsonPropertyDescription(
            "Where its Prometheus gets its address. Default: the VPC's default subnet.")
        @Nullable String subnet,
    @JsonPropertyDescription(
            "Namespaces whose pods are targets, beside its own. Default: all of the VPC's, if no"
                + " other tenant is in it.")
        @Nullable List<String> scrapeNamespaces,
    @Nullable PrometheusSpec prometheus,
    @Nullable EgressSpec egress,
    @Nullable CredentialsSpec credentials,
    @Nullable IdentitySpec identity,
    @Nullable LimitsSpec limits,
    @Nullable List<RelabelRule> relabel) {}
