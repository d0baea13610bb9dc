package io.promferry.loadtests.noise;

/**
 * What one tenant may fairly send: noise is so many times that, and limits are set to it.
 *
 * @param writesPerSecond positive
 * @param samplesPerSecond positive
 */
public record FairShare(int writesPerSecond, int samplesPerSecond) {
  /** Of a tenant with some 12,500 series that are scraped every second. */
  public static final FairShare USUAL = new FairShare(10, 12_500);
}
