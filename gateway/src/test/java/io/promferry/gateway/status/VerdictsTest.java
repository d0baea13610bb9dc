package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.Verdict.Code;
import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.telemetry.HandshakeFailure;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.wire.RefusalReason;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictsTest {
  private static Arguments row(
      Code code, Severity severity, String text, Consumer<TenantStory> happens) {
    return Arguments.argumentSet(text, code, severity, text, happens);
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(noWrite(), wellOrNearly(), everythingRefused(), partRefused(), precedence())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> noWrite() {
    return Stream.of(
        row(
            Code.UNKNOWN_SINCE_START,
            Severity.UNKNOWN,
            "unknown since start: no write yet, and the gateway started 2 min ago",
            story -> story.passes("PT2M")),
        row(
            Code.UNKNOWN_SINCE_START,
            Severity.UNKNOWN,
            "unknown: no write yet, and the tenant was added 1 min ago",
            story -> story.passes("PT3H").added().passes("PT1M")),
        row(
            Code.NEVER_WROTE,
            Severity.FAILING,
            "never wrote; gateway is up for 5 min",
            story -> story.passes("PT5M")),
        row(
            Code.NEVER_WROTE,
            Severity.FAILING,
            "never wrote; gateway is up for 3 d",
            story -> story.passes("P3DT5H")),
        row(
            Code.NEVER_WROTE,
            Severity.FAILING,
            "never wrote; tenant is known for 1 h",
            story -> story.passes("P3D").added().passes("PT1H")),
        row(
            Code.WRONG_CREDENTIAL,
            Severity.FAILING,
            "presumably refused for its credential (unknown): 2 requests from 10.200.0.11, which is"
                + " its address, the last 10 s ago",
            story ->
                story
                    .isExpectedFrom("10.200.0.11")
                    .isImitatedFrom("10.200.0.11")
                    .isImitatedFrom("10.200.0.11")
                    .isImitatedFrom("10.200.0.12")
                    .passes("PT10S")),
        row(
            Code.WRONG_CREDENTIAL,
            Severity.FAILING,
            "presumably refused for its credential (unknown): 1 request from 10.200.0.11, which is"
                + " its address, the last 0 s ago",
            story ->
                story
                    .isExpectedFrom("10.200.0.0/24")
                    .writes(3)
                    .passes("PT6M50S")
                    .isImitatedFrom("10.200.0.11")),
        row(
            Code.HANDSHAKE_REFUSED,
            Severity.FAILING,
            "presumably refused in the TLS handshake (its client certificate expired 2026-01-01"
                + " 09:00 UTC): 1 connection from 10.200.0.11, which is its address, the last 10 s"
                + " ago",
            story ->
                story
                    .isExpectedFrom("10.200.0.11")
                    .showsCertificateExpired("10.200.0.11", "PT24H")
                    .passes("PT10S")),
        row(
            Code.HANDSHAKE_REFUSED,
            Severity.FAILING,
            "presumably refused in the TLS handshake (what it sends is not TLS): 2 connections from"
                + " 10.200.0.11, which is its address, the last 0 s ago",
            story ->
                story
                    .isExpectedFrom("10.200.0.11")
                    .writes(3)
                    .passes("PT6M50S")
                    .failsInHandshake("10.200.0.11", HandshakeFailure.TIMEOUT)
                    .failsInHandshake("10.200.0.11", HandshakeFailure.NOT_TLS)),
        row(
            Code.NEVER_WROTE,
            Severity.FAILING,
            "never wrote; gateway is up for 5 min",
            story ->
                story
                    .isExpectedFrom("10.200.0.11")
                    .passes("PT5M")
                    .failsInHandshake("10.200.0.12", HandshakeFailure.NOT_TLS)),
        row(
            Code.NEVER_WROTE,
            Severity.FAILING,
            "never wrote; gateway is up for 5 min",
            story ->
                story.isExpectedFrom("10.200.0.11").isImitatedFrom("10.200.0.11").passes("PT5M")),
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s, newest sample 14 s old",
            story -> story.isExpectedFrom("10.200.0.11").writes(3).isImitatedFrom("10.200.0.11")),
        row(
            Code.SILENT,
            Severity.FAILING,
            "no write for 7 min; the last was accepted",
            story -> story.writes(3).passes("PT6M50S")),
        row(
            Code.SILENT,
            Severity.FAILING,
            "no write for 7 min; the last answer was 503: upstream central is down since 09:00 UTC"
                + " (answered 502 bad gateway)",
            story ->
                story
                    .centralGoesDown()
                    .refuses(WriteResult.UPSTREAM_UNAVAILABLE, 503, TenantStory.DOWN)
                    .passes("PT7M")),
        row(
            Code.SILENT,
            Severity.FAILING,
            "no write for 7 min; the last answer was 503: " + TenantStory.DOWN,
            story ->
                story
                    .centralGoesDown()
                    .refuses(WriteResult.UPSTREAM_UNAVAILABLE, 503, TenantStory.DOWN)
                    .centralComesUp()
                    .passes("PT7M")),
        row(
            Code.SILENT,
            Severity.FAILING,
            "no write for 2 d; the last was not answered: the body did not arrive in time",
            story -> story.doesNotAnswer(WriteResult.BODY_TIMEOUT).passes("P2D")));
  }

  private static Stream<Arguments> wellOrNearly() {
    return Stream.of(
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s, newest sample 14 s old",
            story -> story.writes(100)),
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 12,300 samples/s, newest sample 10 s old",
            story ->
                story
                    .accepted(WriteResult.ACCEPTED, 123_000, story.now(), 204, "")
                    .passes("PT10S")),
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s",
            story -> story.acceptedWithoutTime(500, 100).passes("PT10S")),
        row(
            Code.BEHIND,
            Severity.WARNING,
            "behind: writing: 60 samples/s, newest sample 2 h old",
            story -> story.writes(100, "PT2H")),
        row(
            Code.CLOCK_AHEAD,
            Severity.WARNING,
            "clock ahead: newest sample is 8 min in the future; writing: 60 samples/s",
            story -> story.writes(100, "-PT8M20S")),
        row(
            Code.NO_SAMPLES,
            Severity.WARNING,
            "writes are accepted, but no sample of them (last 2 min)",
            story -> story.metadata().passes("PT1M").metadata().passes("PT1M")),
        row(
            Code.WRONG_SOURCE,
            Severity.WARNING,
            "writing: 60 samples/s; address 10.0.0.5 is not expected",
            story -> story.writes(100).sees("10.0.0.5", false)),
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s, newest sample 14 s old",
            story -> story.sees("10.0.0.5", false).writes(100)),
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s, newest sample 14 s old",
            story -> story.writes(100).sees("10.0.0.5", true)),
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s, newest sample 14 s old",
            story -> story.writes(100).archiveGoesDown()));
  }

  private static Stream<Arguments> everythingRefused() {
    return Stream.of(
        row(
            Code.EVERY_SERIES_REFUSED,
            Severity.FAILING,
            "every series is refused for 3 min: no metric name",
            story ->
                story
                    .refusesEvery(RefusalReason.MISSING_METRIC_NAME, 5)
                    .passes("PT3M")
                    .refusesEvery(RefusalReason.FORGED_LABEL, 4)),
        row(
            Code.EVERY_SERIES_REFUSED,
            Severity.FAILING,
            "every series is refused for 3 min: upstream central refused 5 of 5: out of bounds",
            story ->
                story
                    .refuses(
                        WriteResult.SERIES_REFUSED,
                        400,
                        "upstream central refused 5 of 5: out of bounds")
                    .passes("PT3M")),
        row(
            Code.EVERY_SERIES_REFUSED,
            Severity.FAILING,
            "every series is refused for 1 min: no metric name",
            story ->
                story.refusesEvery(RefusalReason.MISSING_METRIC_NAME, 5).passes("PT1M").metadata()),
        row(
            Code.CLOCK_AHEAD,
            Severity.FAILING,
            "clock ahead: every series is refused for 3 min: timestamp too far in the future",
            story -> story.refusesEvery(RefusalReason.SAMPLE_AHEAD, 5).passes("PT3M")),
        row(
            Code.MALFORMED,
            Severity.FAILING,
            "refused for 30 s: corrupt snappy body",
            story ->
                story.refuses(WriteResult.MALFORMED, 400, "corrupt snappy body").passes("PT30S")),
        row(
            Code.TOO_LARGE,
            Severity.FAILING,
            "refused for 0 s: body is over the limit of 65536 bytes",
            story ->
                story.refuses(WriteResult.TOO_LARGE, 413, "body is over the limit of 65536 bytes")),
        row(
            Code.UPSTREAM_UNAVAILABLE,
            Severity.FAILING,
            "refused for 3 min: upstream central is down since 09:16 UTC (answered 502 bad"
                + " gateway)",
            story ->
                story
                    .writes(100)
                    .centralGoesDown()
                    .refuses(WriteResult.UPSTREAM_UNAVAILABLE, 503, TenantStory.DOWN)
                    .passes("PT3M")),
        row(
            Code.UPSTREAM_UNAVAILABLE,
            Severity.FAILING,
            "refused for 1 s: upstream central is down since 09:16 UTC (answered 502 bad gateway)",
            story ->
                story
                    .writes(100)
                    .centralGoesDown()
                    .refuses(WriteResult.UPSTREAM_UNAVAILABLE, 503, TenantStory.DOWN)
                    .passes("PT1S")),
        row(
            Code.UPSTREAM_UNAVAILABLE,
            Severity.FAILING,
            "refused for 1 min: upstream central did not answer within 10000 ms",
            story ->
                story
                    .refuses(
                        WriteResult.UPSTREAM_UNAVAILABLE,
                        503,
                        "upstream central did not answer within 10000 ms")
                    .passes("PT1M")),
        row(
            Code.OVER_LIMIT,
            Severity.FAILING,
            "refused for 3 min: over its limit of samples per second",
            story ->
                story
                    .writes(3)
                    .refuses(WriteResult.RATE_LIMITED, 503, "over its limit of samples per second")
                    .passes("PT3M")),
        row(
            Code.WRONG_SOURCE,
            Severity.FAILING,
            "refused for 4 min: address 10.0.0.5 is not expected",
            story ->
                story
                    .sees("10.0.0.5", false)
                    .refuses(WriteResult.WRONG_SOURCE, 503, "address 10.0.0.5 is not expected")
                    .passes("PT4M")),
        row(
            Code.OVERLOADED,
            Severity.FAILING,
            "refused for 1 min: the gateway's memory budget is used up",
            story ->
                story
                    .refuses(WriteResult.OVERLOADED, 503, "the gateway's memory budget is used up")
                    .passes("PT1M")),
        row(
            Code.BODY_TIMEOUT,
            Severity.FAILING,
            "refused for 1 min: the body did not arrive in time",
            story -> story.doesNotAnswer(WriteResult.BODY_TIMEOUT).passes("PT1M")),
        row(
            Code.CLIENT_GONE,
            Severity.FAILING,
            "refused for 1 min: the sender went away before it was answered",
            story -> story.doesNotAnswer(WriteResult.CLIENT_GONE).passes("PT1M")));
  }

  private static Stream<Arguments> partRefused() {
    return Stream.of(
        row(
            Code.SOME_SERIES_REFUSED,
            Severity.WARNING,
            "writing: 60 samples/s; 1 series refused in the last 5 min: empty label name",
            story ->
                story.writes(99).refusesSome(RefusalReason.EMPTY_LABEL_NAME, 1).passes("PT10S")),
        row(
            Code.SOME_SERIES_REFUSED,
            Severity.WARNING,
            "writing: 120 samples/s; 1 of 2 writes refused in the last 10 s: out of order",
            story ->
                story
                    .accepted(WriteResult.SERIES_REFUSED, 600, story.now(), 400, "out of order")
                    .accepted(WriteResult.ACCEPTED, 600, story.now(), 204, "")
                    .passes("PT10S")),
        row(
            Code.CLOCK_AHEAD,
            Severity.WARNING,
            "clock ahead: writing: 60 samples/s; 2,000 series refused in the last 5 min: timestamp"
                + " too far in the future",
            story ->
                story.writes(99).refusesSome(RefusalReason.SAMPLE_AHEAD, 2_000).passes("PT10S")),
        row(
            Code.MALFORMED,
            Severity.WARNING,
            "writing: 60 samples/s; 1 of 30 writes refused in the last 4 min: no snappy",
            story -> story.writes(20).refuses(WriteResult.MALFORMED, 400, "no snappy").writes(9)),
        row(
            Code.OVER_LIMIT,
            Severity.WARNING,
            "writing: 60 samples/s; 2 of 12 writes refused in the last 1 min: over its limit",
            story ->
                story
                    .writes(5)
                    .refuses(WriteResult.RATE_LIMITED, 503, "over its limit")
                    .refuses(WriteResult.RATE_LIMITED, 503, "over its limit")
                    .writes(5)));
  }

  /** Rows that two rules would claim. */
  private static Stream<Arguments> precedence() {
    return Stream.of(
        row(
            Code.WRITING,
            Severity.OK,
            "writing: 60 samples/s, newest sample 14 s old",
            story ->
                story.writes(80).refuses(WriteResult.OVERLOADED, 503, "once in 30").writes(20)),
        row(
            Code.OVERLOADED,
            Severity.WARNING,
            "writing: 60 samples/s; 1 of 31 writes refused in the last 5 min: not yet repeated",
            story -> story.writes(100).refuses(WriteResult.OVERLOADED, 503, "not yet repeated")),
        row(
            Code.MALFORMED,
            Severity.WARNING,
            "writing: 60 samples/s; 1 of 41 writes refused in the last 5 min: the body cannot be"
                + " read",
            story -> {
              story.writes(90).refuses(WriteResult.MALFORMED, 400, "its text is not the last");
              for (int write = 0; write < 10; write++) {
                story.refuses(WriteResult.OVERLOADED, 503, "repeated, so nothing is lost");
              }
              story.writes(10);
            }),
        row(
            Code.SILENT,
            Severity.FAILING,
            "no write for 5 min; the last answer was 400: no snappy",
            story -> story.refuses(WriteResult.MALFORMED, 400, "no snappy").passes("PT5M")),
        row(
            Code.OVERLOADED,
            Severity.FAILING,
            "refused for 30 s: full",
            story ->
                story
                    .centralGoesDown()
                    .refuses(WriteResult.OVERLOADED, 503, "full")
                    .passes("PT30S")));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void says(Code code, Severity severity, String text, Consumer<TenantStory> happens) {
    var story = new TenantStory();
    happens.accept(story);

    assertThat(story.verdict()).isEqualTo(new Verdict(code, severity, text));
  }

  @Test
  void hasARowForEveryCode() {
    assertThat(verdicts().map(row -> (Code) row.get()[0]).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Code.class));
  }

  @Test
  void quotesOnlyTheBeginningOfWhatTheTenantMayHaveWritten() {
    var story =
        new TenantStory().refuses(WriteResult.MALFORMED, 400, "<script>" + "x".repeat(5_000));

    assertThat(story.verdict().text())
        .startsWith("refused for 0 s: <script>xxx")
        .hasSizeLessThan(400);
  }
}
