package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.driver.shape.Batch;

/**
 * A body that is compressed at each write, because no compressed form of it was found that could be
 * patched: dear, and only about as long as it says.
 */
final class RecompressedBody extends BatchBody {
  private final byte[] message;
  private final Places places;
  private final int length;

  RecompressedBody(Batch batch, WriteProtocol protocol, byte[] message, Places places, int length) {
    super(batch, protocol);
    this.message = message;
    this.places = places;
    this.length = length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public byte[] body(long timestamp, int tenant, int generation) {
    var filled = message.clone();
    places.fill(filled, Filling.of(timestamp, tenant, generation).bytes());
    return Compression.compress(filled);
  }
}
