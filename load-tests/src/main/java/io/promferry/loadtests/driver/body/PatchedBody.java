package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.driver.shape.Batch;

/** A body whose compressed bytes are copied and patched. */
final class PatchedBody extends BatchBody {
  private final byte[] compressed;
  private final Places places;

  PatchedBody(Batch batch, WriteProtocol protocol, byte[] compressed, Places places) {
    super(batch, protocol);
    this.compressed = compressed;
    this.places = places;
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
