package io.promferry.loadtests.driver;

/**
 * A compressed body that was encoded once, of which each write is a copy with other timestamps. Has
 * one sample or histogram of each of its series. Immutable.
 */
public interface BodyTemplate {
  /** Its index among the bodies of a scrape, from 0. */
  int number();

  WriteProtocol protocol();

  /** Which of the tenant's shards sends it, from 0. */
  int shard();

  /** The first of its series, which are numbered in one run. */
  int firstSeries();

  int seriesCount();

  /** Compressed, in bytes. */
  int length();

  /**
   * A body of its own for one write.
   *
   * @param timestamp of all samples, in milliseconds since 1970
   * @param tenant the number that the marker shows
   */
  byte[] body(long timestamp, int tenant, int generation);
}
