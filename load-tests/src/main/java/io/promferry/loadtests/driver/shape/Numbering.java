package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * How a tenant's series are dealt to its shards and bodies. Prometheus deals them by their
 * references, which are given in order of exposition; so do we. The series of a body are numbered
 * in one run, and those of the shards follow each other.
 *
 * @param series of the tenant
 * @param perBody at most
 */
public record Numbering(int series, int shards, int perBody) {
  /** All bodies of a scrape, in order. */
  public List<Batch> batches() {
    var batches = new ArrayList<Batch>();
    for (int shard = 0; shard < shards; shard++) {
      int end = first(shard + 1);
      for (int first = first(shard); first < end; first += perBody) {
        batches.add(new Batch(batches.size(), shard, first, Math.min(perBody, end - first)));
      }
    }
    return batches;
  }

  /** Where a series stands in the exposition of all targets, from 0. */
  int exposition(int number) {
    int shard = shard(number);
    return (number - first(shard)) * shards + shard;
  }

  boolean isFirstOfBody(int number) {
    return (number - first(shard(number))) % perBody == 0;
  }

  /** The number of the body that a series is in. */
  int body(int number) {
    int shard = shard(number);
    int before = 0;
    for (int i = 0; i < shard; i++) {
      before += (first(i + 1) - first(i) + perBody - 1) / perBody;
    }
    return before + (number - first(shard)) / perBody;
  }

  /** The first series of a shard; of the one past the last, the number of all series. */
  private int first(int shard) {
    return series / shards * shard + Math.min(shard, series % shards);
  }

  private int shard(int number) {
    int longer = series % shards;
    int ofShort = series / shards;
    int inLonger = longer * (ofShort + 1);
    return number < inLonger ? number / (ofShort + 1) : longer + (number - inLonger) / ofShort;
  }
}
