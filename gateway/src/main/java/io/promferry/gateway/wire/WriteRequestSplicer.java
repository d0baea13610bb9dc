package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

/**
 * Rewrites a Remote Write 1.0 request (protobuf {@code prometheus.WriteRequest}) so that each of
 * its series carries every forced label exactly once, at its sorted place, whatever the tenant
 * sent.
 *
 * <p>Series that are already in order are spliced: their bytes are copied and the labels put in
 * between. The others are taken apart and put together again. Samples and histograms are copied
 * byte for byte in either case, exemplars but for forged labels. Unknown fields of the request, a
 * series or a label are not copied, because stores give some of them a meaning.
 *
 * <p>Metadata, which has no labels to force (design section 8), is put behind all series, so that
 * the request can be sent without it.
 *
 * <p>Holds the state of one splice at a time; not thread-safe.
 */
public final class WriteRequestSplicer {
  private static final int TIMESERIES = 1;
  private static final int METADATA = 3;
  private static final int TIMESERIES_TAG = 0x0a;

  private final Output out;
  private final int outputLimit;
  private final Tally tally = new Tally();
  private final OrderedSeries ordered;
  private final RewrittenSeries rewritten;
  private final MetricMetadata metadata = new MetricMetadata();
  private final Output allMetadata = new Output(0);

  private WriteRequestSplicer(
      byte[] body, SplicePlan plan, long latestTimestamp, Output out, int outputLimit) {
    this.out = out;
    this.outputLimit = outputLimit;
    var merges = plan.onConflict() == ConflictPolicy.REPLACE ? new MergedSeries() : null;
    var gate = new Gatekeeper(plan, tally);
    this.ordered = new OrderedSeries(body, plan, latestTimestamp, gate, tally, merges);
    this.rewritten = new RewrittenSeries(plan, latestTimestamp, gate, tally, merges);
  }

  /**
   * Splices the request in {@code body} from 0 to {@code length} into {@code out}, which is reset.
   *
   * @param latestTimestamp that a sample or histogram may have, in milliseconds since 1970; a
   *     series with a later one is refused
   * @param outputLimit how many bytes may be written at most
   * @throws MalformedWriteRequestException if the body is no write request; {@code out} is then
   *     without meaning
   * @throws OutputLimitExceededException if the result would be longer than the limit
   */
  public static SpliceReport splice(
      byte[] body, int length, SplicePlan plan, long latestTimestamp, Output out, int outputLimit) {
    out.reset();
    var splicer = new WriteRequestSplicer(body, plan, latestTimestamp, out, outputLimit);
    splicer.request(new Cursor(body, 0, length));
    int metadataFrom = out.length();
    out.append(splicer.allMetadata);
    return splicer.tally.report(metadataFrom);
  }

  private void request(Cursor in) {
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case TIMESERIES -> {
          in.expectWireType(tag, LENGTH_DELIMITED);
          series(in, in.readLength());
        }
        case METADATA -> {
          in.expectWireType(tag, LENGTH_DELIMITED);
          int outer = in.enter(in.readLength());
          metadata(in);
          in.leave(outer);
        }
        default -> in.skipField(tag);
      }
    }
  }

  private void metadata(Cursor in) {
    var fault = metadata.read(in);
    if (fault != null) {
      tally.drop(fault);
      return;
    }
    metadata.write(allMetadata);
    tally.metadata++;
    checkLimit(0);
  }

  private void series(Cursor in, int length) {
    int start = in.pos;
    int end = start + length;
    if (ordered.read(start, end)) {
      if (ordered.passes()) {
        beginSeries(ordered.size());
        ordered.write(out);
      }
    } else {
      int outer = in.enter(length);
      boolean accepted = rewritten.read(in);
      in.leave(outer);
      for (int piece = 0; accepted && piece < rewritten.pieces(); piece++) {
        beginSeries(rewritten.size(piece));
        rewritten.write(piece, out);
      }
    }
    in.pos = end;
  }

  private void beginSeries(int size) {
    checkLimit(size + 6L);
    out.ensure(size + 6);
    out.writeByte(TIMESERIES_TAG);
    out.writeVarint(size);
  }

  private void checkLimit(long more) {
    if ((long) out.length() + allMetadata.length() + more > outputLimit) {
      throw new OutputLimitExceededException(outputLimit);
    }
  }
}
