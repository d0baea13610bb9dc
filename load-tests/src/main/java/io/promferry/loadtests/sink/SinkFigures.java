package io.promferry.loadtests.sink;

/**
 * What a sink has done up to now.
 *
 * @param bodies that it has taken
 * @param compressedBytes of these
 * @param samples of these, histograms among them; 0 where it only counts
 * @param rejected requests that it has refused or cut off
 */
public record SinkFigures(long bodies, long compressedBytes, long samples, long rejected) {}
