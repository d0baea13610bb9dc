package io.promferry.loadtests.report;

/** Where a run was made, and of what. */
public record Machine(
    String processor,
    int cores,
    double memoryGigabytes,
    String kernel,
    String java,
    String commit) {}
