package io.promferry.gateway.tenant;

/**
 * Which state of which object a tenant is served from.
 *
 * @param name of the object
 * @param version as whoever keeps the object tells its states apart: equal or not, never older
 */
public record EntryVersion(String name, String version) {}
