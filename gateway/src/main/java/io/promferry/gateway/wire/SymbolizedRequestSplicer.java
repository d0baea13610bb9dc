package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

/**
 * Rewrites a Remote Write 2.0 request (protobuf {@code io.prometheus.write.v2.Request}) so that
 * each of its series carries every forced label exactly once, whatever the tenant sent.
 *
 * <p>The symbols come first, wherever they stood: the tenant's with the indexes that they had, then
 * ours. One that is not UTF-8 is written as an empty one, and no series that refers to it is
 * written. Series are spliced where they are in order, else taken apart and put together again;
 * what is copied and what is not is the same as in {@link WriteRequestSplicer}, but that a series
 * carries its own metadata.
 *
 * <p>Holds the state of one splice at a time; not thread-safe.
 */
public final class SymbolizedRequestSplicer {
  private static final int TIMESERIES = 5;
  private static final int TIMESERIES_TAG = 0x2a;

  /** Leaves room for ours, so that what is written can be read by {@link SymbolTable} again. */
  static final int MOST_SENT_SYMBOLS = SymbolTable.MOST_SYMBOLS - (1 << 16);

  private final byte[] body;
  private final int length;
  private final Output out;
  private final int outputLimit;
  private final Tally tally = new Tally();
  private final SymbolTable table = new SymbolTable();
  private final SymbolFacts facts;
  private final AddedSymbols added;
  private final OrderedSymbolizedSeries ordered;
  private final RewrittenSymbolizedSeries rewritten;

  private SymbolizedRequestSplicer(
      byte[] body, int length, SplicePlan plan, long latestTimestamp, Output out, int outputLimit) {
    this.body = body;
    this.length = length;
    this.out = out;
    this.outputLimit = outputLimit;
    table.read(body, 0, length);
    if (table.size() > MOST_SENT_SYMBOLS) {
      throw Cursor.malformed(
          table.from(MOST_SENT_SYMBOLS), "more than " + MOST_SENT_SYMBOLS + " symbols");
    }
    var merges = plan.onConflict() == ConflictPolicy.REPLACE ? new MergedSeries() : null;
    facts = new SymbolFacts(table, plan);
    added = new AddedSymbols(table.size(), plan.forced());
    var gate = new SymbolizedGate(new Gatekeeper(plan, tally), table, added, outputLimit);
    ordered =
        new OrderedSymbolizedSeries(body, facts, added, plan, latestTimestamp, gate, tally, merges);
    var labels = new SymbolizedLabels(table, facts, added, plan, tally);
    rewritten =
        new RewrittenSymbolizedSeries(
            body, labels, facts, latestTimestamp, gate, tally, merges, outputLimit);
  }

  /** As {@link WriteRequestSplicer#splice}, for Remote Write 2.0; without metadata messages. */
  public static SpliceReport splice(
      byte[] body, int length, SplicePlan plan, long latestTimestamp, Output out, int outputLimit) {
    out.reset();
    return new SymbolizedRequestSplicer(body, length, plan, latestTimestamp, out, outputLimit)
        .request();
  }

  private SpliceReport request() {
    writeSymbols();
    checkLimit(added.fields().length());
    out.append(added.fields());
    added.fields().reset();
    int afterSymbols = out.length();
    readSeries(new Cursor(body, table.afterLeading(), length));
    if (added.fields().length() > 0) {
      out.insert(afterSymbols, added.fields());
    }
    return tally.report(out.length());
  }

  /** Copies them in runs, as far as they stand side by side. */
  private void writeSymbols() {
    int next = 0;
    while (next < table.size()) {
      int first = next++;
      if (!facts.isUtf8(first)) {
        writeSymbols(first, table.from(first), table.from(first));
        continue;
      }
      while (next < table.size() && facts.isUtf8(next) && table.isBesideThePrevious(next)) {
        next++;
      }
      writeSymbols(first, table.to(first), table.to(next - 1));
    }
  }

  /** Writes a symbol up to {@code to}, and what follows it up to {@code runTo} as it stands. */
  private void writeSymbols(int symbol, int to, int runTo) {
    int from = table.from(symbol);
    checkLimit(runTo - from + 6L);
    out.ensure(runTo - from + 6);
    out.writeByte(SymbolTable.TAG);
    out.writeVarint(to - from);
    out.write(body, from, runTo);
  }

  private void readSeries(Cursor in) {
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag >>> 3 == TIMESERIES) {
        in.expectWireType(tag, LENGTH_DELIMITED);
        int size = in.readLength();
        series(in.pos, in.pos + size);
        in.skip(size);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void series(int from, int to) {
    if (ordered.read(from, to)) {
      if (ordered.passes()) {
        beginSeries(ordered.size());
        ordered.write(out);
      }
    } else if (rewritten.read(from, to)) {
      for (int i = 0; i < rewritten.pieces(); i++) {
        var piece = rewritten.piece(i);
        beginSeries(piece.length());
        out.append(piece);
      }
    }
  }

  private void beginSeries(int size) {
    checkLimit(added.fields().length() + size + 6L);
    out.ensure(size + 6);
    out.writeByte(TIMESERIES_TAG);
    out.writeVarint(size);
  }

  private void checkLimit(long more) {
    if (out.length() + more > outputLimit) {
      throw new OutputLimitExceededException(outputLimit);
    }
  }
}
