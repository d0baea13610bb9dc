package io.promferry.loadtests.driver;

import java.net.InetSocketAddress;

/**
 * Where a driver's tenants write to.
 *
 * @param path for example {@code /api/v1/write}
 * @param tokens whether each tenant shows its bearer token, {@link LoadTenants#entry}
 */
public record Target(InetSocketAddress address, String path, boolean tokens) {}
