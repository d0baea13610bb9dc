package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.driver.shape.Batch;

/** The template of a batch's body. */
abstract sealed class BatchBody implements BodyTemplate permits PatchedBody, RecompressedBody {
  private final Batch batch;
  private final WriteProtocol protocol;

  BatchBody(Batch batch, WriteProtocol protocol) {
    this.batch = batch;
    this.protocol = protocol;
  }

  @Override
  public final int number() {
    return batch.number();
  }

  @Override
  public final WriteProtocol protocol() {
    return protocol;
  }

  @Override
  public final int shard() {
    return batch.shard();
  }

  @Override
  public final int firstSeries() {
    return batch.firstSeries();
  }

  @Override
  public final int seriesCount() {
    return batch.seriesCount();
  }
}
