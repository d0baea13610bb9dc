package io.promferry.gateway.peers;

import java.time.Instant;

/**
 * Whether the replica at an address answers.
 *
 * @param since when it began to, or no longer did
 * @param problem why it does not, in words; empty if it does
 */
public record Reach(boolean answers, Instant since, String problem) {}
