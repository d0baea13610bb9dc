package io.promferry.gateway.discovery;

/**
 * Something that is not in a tenant's list.
 *
 * @param object a namespace and a name, or one of them
 * @param text why, for people; it may quote what the tenant wrote
 */
public record LeftOut(String object, String text) {}
