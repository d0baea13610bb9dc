package io.promferry.loadtests.driver.body;

/** The uncompressed message of a version of remote write. */
interface Message {
  byte[] encode(Batch batch, Filling filling);

  /** How many timestamps the message has. */
  int timestamps(Batch batch);
}
