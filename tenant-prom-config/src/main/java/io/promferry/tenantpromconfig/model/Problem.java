package io.promferry.tenantpromconfig.model;

/**
 * Why something that was asked for cannot be.
 *
 * @param condition whose status it makes False
 * @param reason in CamelCase, for programs
 * @param message in plain words: what is wrong, and what to do; no secret
 */
public record Problem(ConditionType condition, String reason, String message) {}
