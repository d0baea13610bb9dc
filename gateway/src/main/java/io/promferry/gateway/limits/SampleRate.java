package io.promferry.gateway.limits;

/**
 * How many samples may be sent.
 *
 * @param perSecond all the time
 * @param burst at once, after a pause
 */
record SampleRate(long perSecond, long burst) {}
