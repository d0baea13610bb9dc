package io.promferry.loadtests.compare;

/**
 * The highest rate that a relay held.
 *
 * @param isDriversLimit whether the driver could not do more, so that the relay may
 */
record Capacity(double samplesPerSecond, boolean isDriversLimit) {}
