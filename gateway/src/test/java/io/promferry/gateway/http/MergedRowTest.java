package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.tenant.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Times are in milliseconds; it is 1,000,000. */
class MergedRowTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final FleetRow WRITING = row("writing", Severity.OK, null, 999_000L);
  private static final FleetRow OVER_LIMIT =
      row("over_limit", Severity.FAILING, "refused for 2 min: rate", 998_000L);
  private static final FleetRow SILENT =
      row("silent", Severity.FAILING, "no write for 10 min", 400_000L);
  private static final FleetRow NEVER_WROTE =
      row("never_wrote", Severity.FAILING, "never wrote; gateway is up for 2 h", null);
  private static final FleetRow UNKNOWN =
      row("unknown_since_start", Severity.UNKNOWN, "unknown since start", null);
  private static final FleetRow WRONG_CREDENTIAL =
      row("wrong_credential", Severity.FAILING, "presumably refused", null);
  private static final FleetRow HANDSHAKE_REFUSED =
      row("handshake_refused", Severity.FAILING, "presumably refused", null);

  @Test
  void isAsWhomItWritesToSays() {
    assertThat(merged(WRITING, SILENT, UNKNOWN).code()).isEqualTo("writing");
    assertThat(merged(NEVER_WROTE, WRITING).severity()).isEqualTo(Severity.OK);
    assertThat(merged(NEVER_WROTE, OVER_LIMIT).severity()).isEqualTo(Severity.FAILING);
    assertThat(merged(WRITING, WRONG_CREDENTIAL).severity()).isEqualTo(Severity.OK);
    assertThat(merged(WRITING, HANDSHAKE_REFUSED).severity()).isEqualTo(Severity.OK);
    assertThat(missing("replica b cannot be reached", WRITING, NEVER_WROTE).code())
        .isEqualTo("writing");
  }

  @Test
  void isAWarningIfOneRefusesWhatAnotherAccepts() {
    var merged = merged(WRITING, OVER_LIMIT);

    assertThat(merged.code()).isEqualTo("over_limit");
    assertThat(merged.severity()).isEqualTo(Severity.WARNING);
    assertThat(merged.text()).isEqualTo("refused for 2 min: rate");
  }

  @Test
  void doesNotMindWhatAReplicaSaidThatItNoLongerWritesTo() {
    var before = row("over_limit", Severity.FAILING, "refused", 930_000L);

    assertThat(merged(before, WRITING).code()).isEqualTo("writing");
    assertThat(merged(WRITING, row("malformed", Severity.FAILING, "no", 1_060_000L)).severity())
        .isEqualTo(Severity.FAILING);
  }

  @Test
  void takesWritesWithoutSamplesForThoseOfAnotherConnection() {
    var metadata = row("no_samples", Severity.WARNING, "no sample of them", 999_500L);

    assertThat(merged(WRITING, metadata).code()).isEqualTo("writing");
    assertThat(merged(metadata, NEVER_WROTE).code()).isEqualTo("no_samples");
    assertThat(merged(metadata, WRONG_CREDENTIAL).code()).isEqualTo("no_samples");
    assertThat(merged(metadata, HANDSHAKE_REFUSED).code()).isEqualTo("no_samples");
    assertThat(merged(metadata, metadata).code()).isEqualTo("no_samples");
  }

  @Test
  void isSilentOnlyIfAllSaySo() {
    assertThat(merged(NEVER_WROTE, SILENT).text()).isEqualTo("no write for 10 min");
    assertThat(merged(SILENT, UNKNOWN).severity()).isEqualTo(Severity.UNKNOWN);
    assertThat(merged(NEVER_WROTE, NEVER_WROTE).code()).isEqualTo("never_wrote");
  }

  @Test
  void isUnknownWhileSomebodyMayKnowMore() {
    var merged = missing("replica b cannot be reached", SILENT, UNKNOWN);

    assertThat(merged.code()).isEqualTo("unknown");
    assertThat(merged.severity()).isEqualTo(Severity.UNKNOWN);
    assertThat(merged.text())
        .isEqualTo("unknown: replica b cannot be reached; the others: no write for 10 min");
  }

  @Test
  void isPresumedRefusedIfItWritesToNobody() {
    assertThat(merged(SILENT, WRONG_CREDENTIAL).code()).isEqualTo("wrong_credential");
    assertThat(merged(NEVER_WROTE, HANDSHAKE_REFUSED).code()).isEqualTo("handshake_refused");
  }

  @Test
  void addsUpAndTakesWhatIsNewest() {
    var other =
        new FleetRow(ACME, "writing", Severity.OK, null, 5, 7, 990_000L, 980_000L, "a", 0.9);
    var old = row("writing", Severity.OK, null, 999_900L);
    var merged = MergedRow.of(List.of(WRITING, other), List.of(old), "");

    assertThat(merged.rate()).isEqualTo(15);
    assertThat(merged.refused()).isEqualTo(8);
    assertThat(merged.lastSample()).isEqualTo(999_800L);
    assertThat(merged.lastWrite()).isEqualTo(999_900L);
    assertThat(merged.limit()).isEqualTo("a");
    assertThat(merged.limitPart()).isEqualTo(0.9);
  }

  private static FleetRow merged(FleetRow... rows) {
    return missing("", rows);
  }

  private static FleetRow missing(String missing, FleetRow... rows) {
    return MergedRow.of(List.of(rows), List.of(), missing);
  }

  private static FleetRow row(
      String code, Severity severity, @Nullable String text, @Nullable Long lastWrite) {
    var lastSample = lastWrite == null ? null : lastWrite - 100;
    return new FleetRow(ACME, code, severity, text, 10, 1, lastSample, lastWrite, null, 0);
  }
}
