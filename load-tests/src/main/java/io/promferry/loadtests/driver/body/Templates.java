package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.driver.shape.Batch;
import io.promferry.loadtests.driver.shape.SeriesContent;
import java.util.SplittableRandom;

/** Makes bodies of which each write is a patched copy. */
public final class Templates {
  private static final int TRIES = 16;

  private final SeriesContent series;
  private final WriteProtocol protocol;
  private final Message message;

  private Templates(SeriesContent series, WriteProtocol protocol, Message message) {
    this.series = series;
    this.protocol = protocol;
    this.message = message;
  }

  /** Bodies of these series in this version. */
  public static Templates of(SeriesContent series, WriteProtocol protocol) {
    return new Templates(
        series,
        protocol,
        switch (protocol) {
          case RW1 -> new Message1(series);
          case RW2 -> new Message2(series);
        });
  }

  /** The template of one body; the same each time. */
  public BodyTemplate template(Batch batch) {
    var random = new SplittableRandom(batch.number());
    var attempt = attempt(batch, random);
    for (int i = 1; i < TRIES && !attempt.canBePatched(); i++) {
      attempt = attempt(batch, random);
    }
    return attempt.template(batch, protocol);
  }

  private TemplateAttempt attempt(Batch batch, SplittableRandom random) {
    for (int i = 0; i < TRIES; i++) {
      var filling = Filling.unlikely(random);
      var bytes = message.encode(batch, filling);
      var places = Places.in(bytes, filling);
      if (places.timestamps() == timestamps(batch)) {
        return new TemplateAttempt(bytes, places);
      }
    }
    throw new IllegalStateException("timestamps are not where they should be in " + batch);
  }

  private long timestamps(Batch batch) {
    return batch.seriesCount() + batch.numbers().filter(series::hasExemplar).count();
  }
}
