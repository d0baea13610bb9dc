package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

import java.util.BitSet;

/**
 * The Remote Write 1.0 {@code MetricMetadata} messages of a request, for the series of those
 * families in a Remote Write 2.0 request. Of several for a family, the first counts.
 */
final class FamilyMetadata {
  private final byte[] body;
  private final InternedStrings families;

  /** By family; no series of Remote Write 1.0 has metadata of its own in this list. */
  private final MetadataList metadata;

  private final SeriesMetadata read = new SeriesMetadata();
  private final BitSet attached = new BitSet();
  private int messages;

  FamilyMetadata(byte[] body, MetadataList metadata) {
    this.body = body;
    this.families = new InternedStrings(body);
    this.metadata = metadata;
  }

  /** Reads the message between the two positions. */
  void add(int from, int to) {
    int type = 0;
    long family = 0;
    long help = 0;
    long unit = 0;
    var in = new Cursor(body, from, to);
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case MetricFamilies.TYPE -> {
          in.expectWireType(tag, VARINT);
          type = (int) in.readVarint();
        }
        case MetricFamilies.FAMILY_NAME -> family = text(in, tag);
        case MetricFamilies.HELP -> help = text(in, tag);
        case MetricFamilies.UNIT -> unit = text(in, tag);
        default -> in.skipField(tag);
      }
    }
    messages++;
    if (families.intern(from(family), to(family)) == metadata.size()) {
      read.set(
          type, from(help), to(help), Strings.NO_SYMBOL, from(unit), to(unit), Strings.NO_SYMBOL);
      metadata.add(read);
    }
  }

  /** Moves past a text; gives where it begins in the upper half, where it ends in the lower. */
  private static long text(Cursor in, int tag) {
    in.expectWireType(tag, LENGTH_DELIMITED);
    int length = in.readLength();
    long from = in.pos;
    in.skip(length);
    return from << Integer.SIZE | in.pos;
  }

  private static int from(long range) {
    return (int) (range >>> Integer.SIZE);
  }

  private static int to(long range) {
    return (int) range;
  }

  /** Gives each series of the plan that is written the metadata of its family. */
  void attach(SeriesPlan plan, LoneExemplars lone, NewSymbols symbols) {
    if (messages == 0) {
      return;
    }
    for (int i = 0; i < plan.size(); i++) {
      if (!lone.isTaken(i) && !plan.isContinued(i)) {
        attach(plan, i, metricName(plan, i, symbols), symbols);
      }
    }
  }

  private void attach(SeriesPlan plan, int series, int name, NewSymbols symbols) {
    int family =
        name == SeriesPlan.NONE
            ? InternedStrings.ABSENT
            : familyOf(symbols.from(name), symbols.to(name));
    if (family != InternedStrings.ABSENT) {
      plan.setMetadata(series, family);
      attached.set(family);
    }
  }

  /** How many messages no series has taken. */
  int unattached() {
    return messages - attached.cardinality();
  }

  private int metricName(SeriesPlan plan, int series, NewSymbols symbols) {
    var refs = new Cursor(plan.refs.array(), plan.refsFrom(series), plan.refsTo(series));
    while (refs.hasMore()) {
      int name = (int) refs.readVarint();
      int value = (int) refs.readVarint();
      if (Bytes.isMetricName(body, symbols.from(name), symbols.to(name) - symbols.from(name))) {
        return value;
      }
    }
    return SeriesPlan.NONE;
  }

  private int familyOf(int from, int to) {
    int exact = families.find(from, to);
    return exact != InternedStrings.ABSENT
        ? exact
        : families.find(from, MetricFamily.endWithoutSuffix(body, from, to));
  }
}
