package io.promferry.loadtests.driver.body;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** A compressed form is patched only where that means the same as patching the message. */
class PlacesTest {
  private static final Filling LATER = new Filling(1_764_326_400_123L, 42, "later");

  @RepeatedTest(20)
  void patchesTheCompressedFormAsTheMessage(RepetitionInfo repetition) throws IOException {
    var filling = Filling.unlikely(new SplittableRandom(repetition.getCurrentRepetition()));
    var message = message(new Random(repetition.getCurrentRepetition()), filling);
    var places = Places.in(message, filling);
    var compressed = Snappy.compress(message);

    places.compressed(compressed, message.length).orElseThrow().fill(compressed, LATER.bytes());
    places.fill(message, LATER.bytes());

    assertThat(Snappy.uncompress(compressed)).isEqualTo(message);
  }

  @Test
  void findsNoPlacesWhereAFixedByteIsCopiedFromOneThatChanges() throws IOException {
    var filling = Filling.unlikely(new SplittableRandom(1));
    var bytes = filling.bytes();
    var message = new ByteArrayOutputStream();
    message.write("something before it ".getBytes(US_ASCII));
    message.write(bytes);
    message.write(" and a part of it again ".getBytes(US_ASCII));
    // Not the whole of any of the three: it stays as it is.
    message.write(Arrays.copyOfRange(bytes, 1, Filling.TIMESTAMP_BYTES + Double.BYTES - 1));
    message.write(" and more that is unlike anything".getBytes(US_ASCII));

    var places = Places.in(message.toByteArray(), filling);

    assertThat(places.compressed(Snappy.compress(message.toByteArray()), message.size())).isEmpty();
  }

  /** Some 200 kB in which fillings, numbers and repeated texts follow each other. */
  private static byte[] message(Random random, Filling filling) throws IOException {
    var message = new ByteArrayOutputStream();
    while (message.size() < 200_000) {
      message.write(("name=a-metric-" + random.nextInt(40)).getBytes(US_ASCII));
      var noise = new byte[random.nextInt(12)];
      random.nextBytes(noise);
      message.write(noise);
      message.write(0x10);
      message.write(filling.bytes(), 0, Filling.TIMESTAMP_BYTES);
      if (random.nextInt(10) == 0) {
        message.write(filling.bytes());
      }
    }
    return message.toByteArray();
  }
}
