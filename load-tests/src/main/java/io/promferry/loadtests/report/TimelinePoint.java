package io.promferry.loadtests.report;

/**
 * One second of a run.
 *
 * @param second since the start
 * @param samplesPerSecond acknowledged
 * @param cpuCores of the process under test
 * @param residentMegabytes of it
 * @param heapMegabytes in use after the last collection, or 0 where there is no JVM
 * @param openFiles of it
 */
public record TimelinePoint(
    double second,
    double samplesPerSecond,
    double cpuCores,
    double residentMegabytes,
    double heapMegabytes,
    long openFiles) {}
