package io.promferry.gateway.status;

import io.promferry.gateway.status.Strangers.Stranger;
import io.promferry.gateway.status.TenantFacts.SourceSeen;
import io.promferry.gateway.status.TenantSnapshot.LastWrite;
import io.promferry.gateway.status.TenantSnapshot.Refusal;
import io.promferry.gateway.status.Verdict.Code;
import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.upstream.UpstreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says of each tenant how it is, at one moment. What comes first counts: it never wrote, it has
 * stopped, nothing of it is accepted, a part is refused, it writes from an address that is not
 * expected, its times are wrong, all is well.
 *
 * @param strangers from where somebody was refused before it was known who that is
 * @param started when the gateway started: before that it knows of no write
 */
public record Verdicts(
    List<UpstreamState> upstreams, List<Stranger> strangers, Instant started, Instant now) {
  /** After so long without a write a living sender would have come back. */
  private static final Duration SILENT_AFTER = RollingCounts.WINDOW;

  /** So long everything may be refused and count as a part of what is accepted. */
  private static final Duration HICCUP = Duration.ofSeconds(30);

  /** From here on what is repeated counts, one write in so many. */
  private static final int MANY_REPEATED = 10;

  private static final Duration BEHIND = Duration.ofMinutes(5);
  private static final Duration AHEAD = Duration.ofMinutes(1);

  public Verdicts {
    upstreams = List.copyOf(upstreams);
    strangers = List.copyOf(strangers);
  }

  public Verdict of(TenantSnapshot tenant, TenantFacts facts) {
    var last = tenant.lastWrite();
    if (last == null) {
      return presumed(facts).orElseGet(() -> withoutWrite(tenant.knownSince()));
    }
    if (age(last.at()).compareTo(SILENT_AFTER) >= 0) {
      return presumed(facts).orElseGet(() -> silent(tenant, last));
    }
    return refused(tenant)
        .or(() -> refusedInPart(tenant))
        .or(() -> unexpectedSource(tenant, facts))
        .orElseGet(() -> writing(tenant));
  }

  private Optional<Verdict> presumed(TenantFacts facts) {
    return new Presumptions(strangers, SILENT_AFTER, now).of(facts);
  }

  private Verdict withoutWrite(Instant knownSince) {
    var age = age(knownSince);
    var sinceStart = Duration.between(started, knownSince).compareTo(HICCUP) < 0;
    if (age.compareTo(SILENT_AFTER) < 0) {
      return new Verdict(
          Code.UNKNOWN_SINCE_START,
          Severity.UNKNOWN,
          sinceStart
              ? "unknown since start: no write yet, and the gateway started "
                  + Words.duration(age)
                  + " ago"
              : "unknown: no write yet, and the tenant was added " + Words.duration(age) + " ago");
    }
    return new Verdict(
        Code.NEVER_WROTE,
        Severity.FAILING,
        (sinceStart ? "never wrote; gateway is up for " : "never wrote; tenant is known for ")
            + Words.duration(age));
  }

  private Verdict silent(TenantSnapshot tenant, LastWrite last) {
    var silence = "no write for " + Words.duration(age(last.at())) + "; the last ";
    return new Verdict(
        Code.SILENT,
        Severity.FAILING,
        silence
            + (last.result() == WriteResult.ACCEPTED
                ? "was accepted"
                : (last.status().isPresent()
                        ? "answer was " + last.status().getAsInt()
                        : "was not answered")
                    + ": "
                    + why(last.result(), tenant)));
  }

  /** Nothing is accepted any more. */
  private Optional<Verdict> refused(TenantSnapshot tenant) {
    var since = tenant.refusedSince();
    var refusal = tenant.lastRefusal();
    if (since == null || refusal == null || !isMoreThanHiccup(tenant, refusal)) {
      return Optional.empty();
    }
    var duration = Words.duration(age(since));
    return Optional.of(
        refusal.result() == WriteResult.SERIES_REFUSED
            ? aboutSeries(
                Code.EVERY_SERIES_REFUSED,
                Severity.FAILING,
                "every series is refused for " + duration,
                tenant)
            : new Verdict(
                Refusals.code(refusal.result()),
                Severity.FAILING,
                "refused for " + duration + ": " + why(refusal.result(), tenant)));
  }

  private boolean isMoreThanHiccup(TenantSnapshot tenant, Refusal refusal) {
    var accepted = tenant.lastAccepted();
    return accepted == null
        || age(accepted).compareTo(HICCUP) >= 0
        || (refusal.result() == WriteResult.UPSTREAM_UNAVAILABLE && down().isPresent());
  }

  /** What is refused for good is lost and always told; what is repeated, where it is much. */
  private Optional<Verdict> refusedInPart(TenantSnapshot tenant) {
    return Refusals.mostOf(tenant.recent(), Refusals.FOR_GOOD)
        .or(() ->
            Refusals.mostOf(tenant.recent(), Refusals.FOR_NOW)
                .filter(_ -> tenant.refusedSince() != null || isMuchRepeated(tenant.recent())))
        .map(result -> refusedInPart(tenant, result));
  }

  private static boolean isMuchRepeated(Counts recent) {
    return Refusals.sumOf(recent, Refusals.FOR_NOW) * MANY_REPEATED >= recent.writes();
  }

  private Verdict refusedInPart(TenantSnapshot tenant, WriteResult result) {
    var recent = tenant.recent();
    var span = " in the last " + Words.duration(tenant.recentSpan());
    var series = Refusals.series(recent);
    if (result == WriteResult.SERIES_REFUSED && series > 0) {
      return aboutSeries(
          Code.SOME_SERIES_REFUSED,
          Severity.WARNING,
          rate(tenant) + "; " + Words.count(series, "series", "series") + " refused" + span,
          tenant);
    }
    return new Verdict(
        Refusals.code(result),
        Severity.WARNING,
        rate(tenant)
            + "; "
            + recent.writes(result)
            + " of "
            + Words.count(recent.writes(), "write", "writes")
            + " refused"
            + span
            + ": "
            + why(result, tenant));
  }

  private Verdict aboutSeries(Code code, Severity severity, String text, TenantSnapshot tenant) {
    return Refusals.isMostlyAhead(tenant.recent())
        ? new Verdict(
            Code.CLOCK_AHEAD,
            severity,
            "clock ahead: " + text + ": " + why(WriteResult.SERIES_REFUSED, tenant))
        : new Verdict(code, severity, text + ": " + why(WriteResult.SERIES_REFUSED, tenant));
  }

  private Optional<Verdict> unexpectedSource(TenantSnapshot tenant, TenantFacts facts) {
    return facts.sources().stream()
        .filter(source -> !source.expected())
        .filter(source -> age(source.lastSeen()).compareTo(SILENT_AFTER) < 0)
        .map(SourceSeen::address)
        .findFirst()
        .map(address ->
            new Verdict(
                Code.WRONG_SOURCE,
                Severity.WARNING,
                rate(tenant) + "; address " + address + " is not expected"));
  }

  private Verdict writing(TenantSnapshot tenant) {
    if (tenant.recent().samples() + tenant.recent().histograms() == 0) {
      return new Verdict(
          Code.NO_SAMPLES,
          Severity.WARNING,
          "writes are accepted, but no sample of them (last "
              + Words.duration(tenant.recentSpan())
              + ")");
    }
    var newest = tenant.newestSample();
    if (newest == null) {
      return new Verdict(Code.WRITING, Severity.OK, rate(tenant));
    }
    var age = age(newest);
    if (age.negated().compareTo(AHEAD) >= 0) {
      return new Verdict(
          Code.CLOCK_AHEAD,
          Severity.WARNING,
          "clock ahead: newest sample is "
              + Words.duration(age.negated())
              + " in the future; "
              + rate(tenant));
    }
    var sample = rate(tenant) + ", newest sample " + Words.duration(age) + " old";
    return age.compareTo(BEHIND) >= 0
        ? new Verdict(Code.BEHIND, Severity.WARNING, "behind: " + sample)
        : new Verdict(Code.WRITING, Severity.OK, sample);
  }

  private static String rate(TenantSnapshot tenant) {
    return "writing: " + Words.rate(tenant.samplesPerSecond());
  }

  /** The best that is known of why writes end so. */
  private String why(WriteResult result, TenantSnapshot tenant) {
    var told =
        Optional.ofNullable(tenant.lastRefusal())
            .filter(refusal -> refusal.result() == result && !refusal.text().isEmpty())
            .map(refusal -> Words.quote(refusal.text()));
    return switch (result) {
      case UPSTREAM_UNAVAILABLE -> down().or(() -> told).orElseGet(() -> Refusals.words(result));
      case SERIES_REFUSED ->
          Refusals.mostOf(tenant.recent()).or(() -> told).orElseGet(() -> Refusals.words(result));
      default -> told.orElseGet(() -> Refusals.words(result));
    };
  }

  /** The first required upstream that is down, in words. */
  private Optional<String> down() {
    return upstreams.stream()
        .filter(upstream -> upstream.required() && upstream.isDown())
        .findFirst()
        .map(upstream ->
            "upstream %s is down since %s (%s)"
                .formatted(
                    upstream.name(),
                    Words.time(upstream.since(), now),
                    Words.quote(withoutName(upstream))));
  }

  private static String withoutName(UpstreamState upstream) {
    var name = "upstream " + upstream.name() + " ";
    return upstream.text().startsWith(name)
        ? upstream.text().substring(name.length())
        : upstream.text();
  }

  private Duration age(Instant time) {
    return Duration.between(time, now);
  }
}
