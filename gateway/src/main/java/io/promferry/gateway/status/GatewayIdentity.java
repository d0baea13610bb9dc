package io.promferry.gateway.status;

/**
 * Which gateway is speaking.
 *
 * @param replica the name of its host or pod
 */
public record GatewayIdentity(String version, String replica) {}
