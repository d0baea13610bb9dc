package io.promferry.loadtests.driver;

/** How often the series of a body have been replaced by new ones before a time. */
interface Generations {
  /** As {@link Bodies#generation} has it. */
  int generation(BodyTemplate body, long timestamp);
}
