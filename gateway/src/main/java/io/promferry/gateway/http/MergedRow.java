package io.promferry.gateway.http;

import io.promferry.gateway.status.Verdict.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as all replicas together know it, in the same sense as the operator tells it in a
 * MetricsTenant's status. A sender's connections end at one replica or another, so the others hear
 * nothing: those count that write to now, and silence only if all of them tell of it.
 */
final class MergedRow {
  /** A replica whose last write is so much older than another's is one that was left. */
  private static final long LEFT_AFTER_MILLIS = 60_000;

  /** Verdicts that do not speak of writes of the last minutes. */
  private static final Set<String> OF_THE_PAST =
      Set.of("silent", "never_wrote", "unknown_since_start");

  /** Those of a tenant that writes nothing, while somebody at its address is refused. */
  private static final Set<String> PRESUMED = Set.of("wrong_credential", "handshake_refused");

  private static final Comparator<FleetRow> LATEST =
      Comparator.comparing(FleetRow::lastWrite, Comparator.nullsFirst(Comparator.naturalOrder()));

  private MergedRow() {}

  /**
   * Of rows of the same tenant.
   *
   * @param rows of the replicas that can be reached, at least one
   * @param old what the others had told before
   * @param missing why somebody may know what these do not, in words; empty if nobody may
   */
  static FleetRow of(List<FleetRow> rows, List<FleetRow> old, String missing) {
    var worstLimit =
        rows.stream().max(Comparator.comparingDouble(FleetRow::limitPart)).orElseThrow();
    var all = Stream.concat(rows.stream(), old.stream()).toList();
    var verdict = verdict(rows, missing);
    return new FleetRow(
        verdict.id(),
        verdict.code(),
        verdict.severity(),
        verdict.text(),
        rows.stream().mapToDouble(FleetRow::rate).sum(),
        rows.stream().mapToLong(FleetRow::refused).sum(),
        latest(all, FleetRow::lastSample),
        latest(all, FleetRow::lastWrite),
        worstLimit.limit(),
        worstLimit.limitPart());
  }

  private static FleetRow verdict(List<FleetRow> rows, String missing) {
    return ofNow(rows)
        .or(() -> presumed(rows))
        .or(() -> unknown(rows, missing))
        .orElseGet(() -> rows.stream().max(LATEST).orElseThrow());
  }

  /**
   * The worst of what they say to whom it writes. What one refuses while another accepts is a part.
   */
  private static Optional<FleetRow> ofNow(List<FleetRow> rows) {
    var heard = rows.stream().filter(MergedRow::speaksOfNow).toList();
    var newest = latest(heard, FleetRow::lastWrite);
    var now =
        heard.stream()
            .filter(row -> newest == null || isOfNow(row, newest))
            .filter(row -> heard.size() == 1 || !row.code().equals("no_samples"))
            .toList();
    return (now.isEmpty() ? heard : now)
        .stream()
            .max(Comparator.comparing(FleetRow::severity).thenComparing(LATEST))
            .map(worst ->
                worst.severity() == Severity.FAILING && now.stream().anyMatch(MergedRow::accepts)
                    ? worst.withVerdict(worst.code(), Severity.WARNING, worst.text())
                    : worst);
  }

  private static boolean isOfNow(FleetRow row, long newest) {
    return row.lastWrite() != null && newest - row.lastWrite() < LEFT_AFTER_MILLIS;
  }

  private static boolean accepts(FleetRow row) {
    return row.severity() == Severity.OK || row.severity() == Severity.WARNING;
  }

  private static boolean speaksOfNow(FleetRow row) {
    return !OF_THE_PAST.contains(row.code()) && !PRESUMED.contains(row.code());
  }

  private static Optional<FleetRow> presumed(List<FleetRow> rows) {
    return rows.stream().filter(row -> PRESUMED.contains(row.code())).findFirst();
  }

  /** While one of them may have what the others miss, nobody can say that nothing comes. */
  private static Optional<FleetRow> unknown(List<FleetRow> rows, String missing) {
    return missing.isEmpty()
        ? rows.stream().filter(row -> row.severity() == Severity.UNKNOWN).findFirst()
        : rows.stream()
            .max(LATEST)
            .map(row ->
                row.withVerdict("unknown", Severity.UNKNOWN, "unknown: " + missing + heard(row)));
  }

  private static String heard(FleetRow row) {
    return row.text() == null ? "" : "; the others: " + row.text();
  }

  private static @Nullable Long latest(
      List<FleetRow> rows, Function<FleetRow, @Nullable Long> time) {
    return rows.stream()
        .map(time)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
