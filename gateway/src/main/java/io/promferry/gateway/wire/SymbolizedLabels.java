package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one series of Remote Write 2.0 that are not just to be spliced: from references as
 * sent, in any legal form, to references as written. Used again for the next series. Not
 * thread-safe.
 */
final class SymbolizedLabels {
  /** What a reference to no symbol is shown as. */
  private static final byte[] UNRESOLVED = "?".getBytes(US_ASCII);

  private final SymbolTable table;
  private final SymbolFacts facts;
  private final AddedSymbols added;
  private final LabelResolver resolver;
  private final int mostOthers;
  private final References sent = new References();
  private final References resolved = new References();

  SymbolizedLabels(
      SymbolTable table, SymbolFacts facts, AddedSymbols added, SplicePlan plan, Tally tally) {
    this.table = table;
    this.facts = facts;
    this.added = added;
    this.resolver = new LabelResolver(plan, tally);
    this.mostOthers = plan.mostOtherLabels();
  }

  void clear() {
    sent.clear();
    resolved.clear();
  }

  /** Reads a field of references after its tag and adds them. */
  void read(Cursor in, int tag) {
    sent.read(in, tag);
  }

  /** Finds what is to be written; returns why the series is refused instead, or null. */
  @Nullable RefusalReason resolve() {
    var fault = sent.fault(facts);
    if (fault != null || splice()) {
      return fault;
    }
    fault = resolver.resolve(sent());
    if (fault == null) {
      resolved.clear();
      for (Label label : resolver.labels()) {
        resolved.add(ref(label.nameSource(), label.nameFrom()));
        resolved.add(ref(label.valueSource(), label.valueFrom()));
      }
    }
    return fault;
  }

  /** Whether the labels are in order as they are, so that the forced ones go in between. */
  private boolean splice() {
    if (sent.size() / 2 > mostOthers) {
      return false;
    }
    int previous = SymbolFacts.NONE;
    int nextForced = 0;
    boolean named = false;
    for (int i = 0; i < sent.size(); i += 2) {
      int name = sent.get(i);
      int place = facts.placeAfter(previous, name, sent.get(i + 1));
      if (place < 0) {
        return false;
      }
      nextForced = addForced(nextForced, place);
      resolved.add(name);
      resolved.add(sent.get(i + 1));
      named |= facts.isMetricName(name);
      previous = name;
    }
    addForced(nextForced, added.forcedLabels());
    return named;
  }

  private int addForced(int from, int to) {
    for (int i = from; i < to; i++) {
      resolved.add(added.forcedName(i));
      resolved.add(added.forcedValue(i));
    }
    return Math.max(from, to);
  }

  /** The labels as sent, as far as there are symbols for them. */
  List<Label> sent() {
    var labels = new ArrayList<Label>();
    for (int i = 0; i < sent.size(); i += 2) {
      labels.add(label(sent.get(i), i + 1 < sent.size() ? sent.get(i + 1) : -1));
    }
    return labels;
  }

  /** The labels as written. */
  References resolved() {
    return resolved;
  }

  /** A hash of what is written beside the forced labels, and of nothing else. */
  long hash() {
    long hash = 0;
    for (int i = 0; i < resolved.size(); i += 2) {
      if (facts.exists(resolved.get(i))) {
        hash = MergedSeries.mix(hash, facts.hash(resolved.get(i)));
        hash = MergedSeries.mix(hash, facts.hash(resolved.get(i + 1)));
      }
    }
    return hash;
  }

  /** A hash of the labels that gave way to forced ones, 0 where there were none. */
  long originHash() {
    long origin = 0;
    for (int i = 0; i < sent.size(); i += 2) {
      if (facts.isForged(sent.get(i))) {
        origin = MergedSeries.mix(origin, facts.hash(sent.get(i)));
        origin = MergedSeries.mix(origin, facts.hash(sent.get(i + 1)));
      }
    }
    return origin;
  }

  // The very array: what is not of the request is ours, whatever its bytes.
  @SuppressWarnings("ReferenceEquality")
  private int ref(byte[] source, int from) {
    return source == table.buf() ? table.beginningAt(from) : added.ref(source);
  }

  private Label label(int name, int value) {
    boolean hasName = facts.exists(name);
    boolean hasValue = facts.exists(value);
    return new Label(
        hasName ? table.buf() : UNRESOLVED,
        hasName ? table.from(name) : 0,
        hasName ? table.to(name) : UNRESOLVED.length,
        hasValue ? table.buf() : UNRESOLVED,
        hasValue ? table.from(value) : 0,
        hasValue ? table.to(value) : UNRESOLVED.length);
  }
}
