package io.promferry.loadtests.sample;

/** What is said about a metric: its type as Prometheus' API writes it, its help and its unit. */
public record Metadata(String type, String help, String unit) {}
