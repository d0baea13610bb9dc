package io.promferry.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.LogEvents;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UnexpectedFailuresTest {
  private final UnexpectedFailures failures =
      new UnexpectedFailures(
          LogEvent.WRITE_ERROR, LoggerFactory.getLogger(UnexpectedFailuresTest.class));

  @Test
  void areLoggedOnceForEachPlace() {
    try (var log = LogEvents.of(UnexpectedFailuresTest.class)) {
      for (int i = 0; i < 1_000; i++) {
        failures.happened(new IllegalStateException("write " + i), "failed");
      }
      failures.happened(new IllegalStateException("elsewhere"), "failed");

      assertThat(log.texts())
          .hasSize(2)
          .allSatisfy(text -> assertThat(text).contains("failed", "event=\"write-error\""));
    }
  }

  @Test
  void doNotFillTheLog() {
    try (var log = LogEvents.of(UnexpectedFailuresTest.class)) {
      for (int line = 0; line < 2 * UnexpectedFailures.MOST; line++) {
        var failure = new IllegalStateException("anywhere");
        failure.setStackTrace(
            new StackTraceElement[] {new StackTraceElement("Any", "where", "Any.java", line)});
        failures.happened(failure, "failed");
      }

      assertThat(log.texts()).hasSize(UnexpectedFailures.MOST);
    }
  }
}
