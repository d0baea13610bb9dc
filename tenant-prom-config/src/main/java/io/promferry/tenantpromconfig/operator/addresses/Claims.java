package io.promferry.tenantpromconfig.operator.addresses;

import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where an address of the transit range may be in use: informers' caches, which must have synced,
 * because what they do not know is believed to be free.
 *
 * @param egressGateways of all namespaces
 * @param entries the gateway's tenant entries
 * @param transitSubnet the Subnet that the range lies in, if it is known
 */
public record Claims(
    Supplier<? extends Collection<VpcEgressGateway>> egressGateways,
    Supplier<? extends Collection<MetricsTenant>> tenants,
    Supplier<? extends Collection<Secret>> entries,
    Supplier<Optional<Subnet>> transitSubnet) {}
