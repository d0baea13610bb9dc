package io.promferry.loadtests.driver.body;

/**
 * The series of one body.
 *
 * @param number among the bodies of a scrape, from 0
 * @param shard which sends it, from 0
 * @param firstSeries the first of its series, which are numbered in one run
 */
public record Batch(int number, int shard, int firstSeries, int seriesCount) {}
