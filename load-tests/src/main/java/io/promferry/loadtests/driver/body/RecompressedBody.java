package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;

/**
 * A body that is compressed at each write, because no compressed form of it was found that could be
 * patched: dear, and about as long as it says.
 */
record RecompressedBody(
    Batch batch, WriteProtocol protocol, byte[] message, Places places, int length)
    implements BodyTemplate {
  @Override
  public int number() {
    return batch.number();
  }

  @Override
  public int shard() {
    return batch.shard();
  }

  @Override
  public int firstSeries() {
    return batch.firstSeries();
  }

  @Override
  public int seriesCount() {
    return batch.seriesCount();
  }

  @Override
  public byte[] body(long timestamp, int tenant, int generation) {
    var filled = message.clone();
    places.fill(filled, Filling.of(timestamp, tenant, generation).bytes());
    return Compression.compress(filled);
  }
}
