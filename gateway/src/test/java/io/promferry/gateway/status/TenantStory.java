package io.promferry.gateway.status;

import io.promferry.gateway.config.UpstreamConfig.Protocol;
import io.promferry.gateway.status.Strangers.Reason;
import io.promferry.gateway.status.TenantFacts.LimitUse;
import io.promferry.gateway.status.TenantFacts.SourceSeen;
import io.promferry.gateway.telemetry.HandshakeFailure;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.AddressRange;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.UpstreamState;
import io.promferry.gateway.upstream.UpstreamState.Condition;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.OwnSeries;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.SpliceReport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens to one tenant of a gateway that has just started. */
final class TenantStory {
  static final Instant START = Instant.parse("2026-01-02T09:00:00Z");

  /** The words of the central store's failure. */
  static final String DOWN = "upstream central answered 502 bad gateway";

  private final SettableClock clock = new SettableClock(START);
  private final Strangers strangers = new Strangers(clock);
  private TenantJournal journal = new TenantJournal(clock);
  private UpstreamState central = state("central", true, Condition.UP, START, "");
  private UpstreamState archive = state("archive", false, Condition.UP, START, "");
  private TenantFacts facts = TenantFacts.NONE;

  TenantStory passes(String duration) {
    clock.advance(Duration.parse(duration));
    return this;
  }

  /** The tenant is added by a reload, now. */
  TenantStory added() {
    journal = new TenantJournal(clock);
    return this;
  }

  /** So many writes of 600 samples, ten seconds apart; the newest is of this long ago. */
  TenantStory writes(int count, String age) {
    for (int write = 0; write < count; write++) {
      accepted(WriteResult.ACCEPTED, 600, clock.instant().minus(Duration.parse(age)), 204, "");
      passes("PT10S");
    }
    return this;
  }

  TenantStory writes(int count) {
    return writes(count, "PT4S");
  }

  TenantStory accepted(WriteResult result, int samples, Instant newest, int status, String text) {
    var written = new PartCounts(samples, 0, 0);
    journal.accepted(written, newest.toEpochMilli());
    journal.answered(result, written, status, text);
    return this;
  }

  /** A write of so many samples and histograms, of which the newest time is not known. */
  TenantStory acceptedWithoutTime(int samples, int histograms) {
    var written = new PartCounts(samples, histograms, 9);
    journal.accepted(written, Long.MIN_VALUE);
    journal.answered(WriteResult.ACCEPTED, written, 204, "");
    return this;
  }

  Instant now() {
    return clock.instant();
  }

  TenantStory metadata() {
    journal.answered(WriteResult.ACCEPTED, PartCounts.NONE, 204, "");
    return this;
  }

  /** A write of which series are left out and the rest is accepted. */
  TenantStory refusesSome(RefusalReason reason, int series) {
    spliced(reason, series);
    return accepted(
        WriteResult.SERIES_REFUSED, 600, clock.instant(), 400, "1 series refused; first: up{}");
  }

  TenantStory refusesEvery(RefusalReason reason, int series) {
    spliced(reason, series);
    return refuses(WriteResult.SERIES_REFUSED, 400, "all series refused; first: up{}");
  }

  private void spliced(RefusalReason reason, int series) {
    journal.spliced(report(Map.of(reason, series)));
  }

  /** Of a request in which so many series were refused, and nothing else was. */
  static SpliceReport report(Map<RefusalReason, Integer> refused) {
    return new SpliceReport(
        0,
        PartCounts.NONE,
        0,
        PartCounts.NONE,
        new SpliceReport.Dropped(0, PartCounts.NONE),
        Long.MIN_VALUE,
        refused,
        List.of(),
        0,
        0,
        0,
        0,
        Map.of());
  }

  TenantStory refuses(WriteResult result, int status, String text) {
    journal.answered(result, PartCounts.NONE, status, text);
    return this;
  }

  TenantStory doesNotAnswer(WriteResult result) {
    journal.unanswered(result);
    return this;
  }

  TenantStory centralGoesDown() {
    central = state("central", true, Condition.DOWN, clock.instant(), DOWN);
    return this;
  }

  TenantStory centralComesUp() {
    central = state("central", true, Condition.UP, clock.instant(), "");
    return this;
  }

  TenantStory archiveGoesDown() {
    archive = state("archive", false, Condition.DOWN, clock.instant(), "gone");
    return this;
  }

  TenantStory sees(String address, boolean expected) {
    var source = new SourceSeen(address, clock.instant(), expected);
    facts =
        new TenantFacts(
            List.of(),
            OptionalLong.empty(),
            List.of(),
            facts.expected(),
            List.of(source),
            null,
            List.of());
    return this;
  }

  /** From now on it is expected from that address alone. */
  TenantStory isExpectedFrom(String address) {
    facts =
        new TenantFacts(
            List.of(),
            OptionalLong.empty(),
            List.of(),
            List.of(AddressRange.parse(address)),
            List.of(),
            null,
            List.of());
    return this;
  }

  /** Somebody writes from there with a token of nobody. */
  TenantStory isImitatedFrom(String address) {
    strangers.refused(InetAddress.ofLiteral(address), new Reason.Credential("unknown"));
    return this;
  }

  /** Somebody's handshake fails there. */
  TenantStory failsInHandshake(String address, HandshakeFailure failure) {
    strangers.refused(InetAddress.ofLiteral(address), new Reason.Handshake(failure, null));
    return this;
  }

  /** Somebody there shows a certificate that expired so long ago. */
  TenantStory showsCertificateExpired(String address, String ago) {
    var end = clock.instant().minus(Duration.parse(ago));
    strangers.refused(
        InetAddress.ofLiteral(address),
        new Reason.Handshake(HandshakeFailure.CERTIFICATE_EXPIRED, end));
    return this;
  }

  /** These limits of it are used so. */
  TenantStory uses(LimitUse... limits) {
    facts =
        new TenantFacts(
            List.of(limits),
            OptionalLong.empty(),
            List.of(),
            facts.expected(),
            facts.sources(),
            null,
            List.of());
    return this;
  }

  Verdict verdict() {
    return verdicts().of(journal.snapshot(), facts);
  }

  Optional<OwnSeries> told(TenantAccounts accounts, TenantId id, ForcedLabels forced) {
    return accounts.of(id, forced, journal.snapshot(), facts, verdicts());
  }

  private Verdicts verdicts() {
    return new Verdicts(List.of(archive, central), strangers.latest(), START, clock.instant());
  }

  private static UpstreamState state(
      String name, boolean required, Condition condition, Instant since, String text) {
    return new UpstreamState(
        name, required, condition, since, text, null, 0, 4, null, Protocol.AUTO, List.of());
  }
}
