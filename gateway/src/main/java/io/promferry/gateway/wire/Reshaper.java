package io.promferry.gateway.wire;

/** Turns a spliced request into another form: another version, or with parts left out. */
public final class Reshaper {
  private Reshaper() {}

  /**
   * Rewrites the spliced request in {@code body} from 0 to {@code length} into {@code out}, which
   * is reset. In Remote Write 2.0, exemplars of a series without a sample or histogram go to the
   * first series with the same labels that has one, if there is one.
   *
   * <p>Samples, histograms and exemplars are copied as bytes but for what the other version does
   * not know. A series of which nothing is left is not written.
   *
   * @param outputLimit how many bytes may be written at most
   * @throws MalformedWriteRequestException if the body is not as a splice writes it; {@code out} is
   *     then without meaning
   * @throws OutputLimitExceededException if the result would be longer than the limit
   */
  public static ReshapeReport reshape(
      byte[] body, int length, WriteVersion from, BodyForm to, Output out, int outputLimit) {
    out.reset();
    var reader = RequestReader.of(body, length, from);
    var tally = new ReshapeTally();
    var filter = new FormFilter(reader, to, tally);
    RequestWriter writer =
        switch (to.version()) {
          case RW1 -> new Rw1Writer(reader, out, outputLimit, tally);
          case RW2 -> Rw2Writer.mergingLoneExemplars(reader, out, outputLimit, tally);
        };
    var parts = new SeriesParts();
    while (reader.next(parts)) {
      if (filter.keeps(parts)) {
        writer.add(parts);
      }
    }
    var metadata = reader.metadata();
    if (filter.keepsMetadata()) {
      for (int i = 0; i < metadata.size(); i++) {
        writer.addMetadata(metadata.from(i), metadata.to(i));
      }
    } else {
      tally.drop(DropReason.METADATA, metadata.size());
    }
    writer.finish();
    return tally.report();
  }
}
