package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;

/** A body whose compressed bytes are copied and patched. */
record PatchedBody(Batch batch, WriteProtocol protocol, byte[] compressed, Places places)
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
  public int length() {
    return compressed.length;
  }

  @Override
  public byte[] body(long timestamp, int tenant, int generation) {
    var body = compressed.clone();
    places.fill(body, Filling.of(timestamp, tenant, generation).bytes());
    return body;
  }
}
