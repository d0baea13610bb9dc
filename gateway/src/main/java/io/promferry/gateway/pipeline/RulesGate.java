package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SeriesVerdict;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One tenant's gate: its rules, then its limit of active series, which counts the labels that the
 * rules have made. Only what rules make of a series is remembered, never whether there was room for
 * it.
 */
public final class RulesGate implements SeriesGate {
  private static final SeriesVerdict NO_ROOM =
      new SeriesVerdict.Refused(RefusalReason.ACTIVE_SERIES);

  private final SeriesGate rules;
  private final Room room;

  /** The tenant's limit of active series. */
  public interface Room {
    /**
     * Whether there is room for a series, or it is known already.
     *
     * @param hash of its labels as they are sent on
     * @param metricName asked for seldom
     */
    boolean admits(long hash, Supplier<String> metricName);
  }

  private RulesGate(SeriesGate rules, Room room) {
    this.rules = rules;
    this.room = room;
  }

  /** A gate of what the tenant has; open if it has neither. */
  public static SeriesGate of(Optional<TenantRules> rules, Optional<Room> room) {
    SeriesGate first = rules.<SeriesGate>map(present -> present).orElse(SeriesGate.OPEN);
    return room.<SeriesGate>map(limit -> new RulesGate(first, limit)).orElse(first);
  }

  @Override
  public SeriesVerdict judge(ResolvedLabels labels) {
    var verdict = rules.judge(labels);
    return admits(verdict, labels) ? verdict : NO_ROOM;
  }

  @Override
  public SeriesGate within(long labelBytes) {
    return new RulesGate(rules.within(labelBytes), room);
  }

  private boolean admits(SeriesVerdict verdict, ResolvedLabels labels) {
    return switch (verdict) {
      case SeriesVerdict.Unchanged _ -> room.admits(labels.hash(), labels::metricName);
      case SeriesVerdict.Edited(var edit) -> room.admits(edit.hash(), edit::metricName);
      case SeriesVerdict.Dropped _, SeriesVerdict.Refused _ -> true;
    };
  }
}
