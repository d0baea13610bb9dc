package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;
import java.util.SplittableRandom;

/** Makes bodies of which each write is a patched copy. */
public final class Templates {
  private static final int TRIES = 16;

  private final Message message;
  private final WriteProtocol protocol;

  private Templates(Message message, WriteProtocol protocol) {
    this.message = message;
    this.protocol = protocol;
  }

  /** Bodies of these series in this version. */
  public static Templates of(SeriesContent series, WriteProtocol protocol) {
    return new Templates(
        switch (protocol) {
          case RW1 -> new Message1(series);
          case RW2 -> throw new UnsupportedOperationException("not yet");
        },
        protocol);
  }

  /** The template of one body; the same each time. */
  public BodyTemplate template(Batch batch) {
    var random = new SplittableRandom(batch.number());
    for (int i = 1; ; i++) {
      var filling = Filling.unlikely(random);
      var bytes = message.encode(batch, filling);
      var places = Places.in(bytes, filling);
      if (places.timestamps() != message.timestamps(batch)) {
        continue;
      }
      var compressed = Compression.compress(bytes);
      var patched = places.compressed(compressed, bytes.length);
      if (patched.isPresent()) {
        return new PatchedBody(batch, protocol, compressed, patched.get());
      }
      if (i >= TRIES) {
        return new RecompressedBody(batch, protocol, bytes, places, compressed.length);
      }
    }
  }
}
