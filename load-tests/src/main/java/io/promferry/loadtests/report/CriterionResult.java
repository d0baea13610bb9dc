package io.promferry.loadtests.report;

/**
 * One thing that a scenario demands.
 *
 * @param demanded for example {@code p99 latency below 50 ms}
 * @param seen for example {@code 12.4 ms}
 */
public record CriterionResult(String demanded, String seen, boolean isMet) {}
