package io.promferry.gateway.tenant;

/**
 * What is wrong with one tenant entry, while others are served.
 *
 * @param entry the name of the object that holds it
 * @param text one line, without anything that is secret
 */
public record EntryProblem(String entry, String text) {}
