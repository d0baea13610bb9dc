package io.promferry.loadtests.driver.shape;

/**
 * What a target says of a metric.
 *
 * @param unit may be empty
 */
public record Metadata(MetricType type, String help, String unit) {}
