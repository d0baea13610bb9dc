package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.driver.shape.Batch;
import java.util.Optional;

/** A body with unlikely bytes in the places that writes fill. */
final class TemplateAttempt {
  private final byte[] message;
  private final Places places;
  private final byte[] compressed;
  private final Optional<Places> patches;

  /** Takes the places in the message. */
  TemplateAttempt(byte[] message, Places places) {
    this.message = message;
    this.places = places;
    compressed = Compression.compress(message);
    patches = places.compressed(compressed, message.length);
  }

  boolean canBePatched() {
    return patches.isPresent();
  }

  BodyTemplate template(Batch batch, WriteProtocol protocol) {
    return patches
        .<BodyTemplate>map(found -> new PatchedBody(batch, protocol, compressed, found))
        .orElseGet(() -> new RecompressedBody(batch, protocol, message, places, compressed.length));
  }
}
