package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig.Protocol;
import io.promferry.gateway.telemetry.AnswerTimes.Summary;
import io.promferry.gateway.wire.WriteVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one upstream at one moment, for operators.
 *
 * @param since when the condition began
 * @param text the words of its last failure; empty unless it is down
 * @param lastSuccess when it last took a write, or refused one for its data
 * @param inFlight writes sent to it and not answered yet
 * @param concurrencyLimit writes that it is given at a time, at most, as it is doing now
 * @param answerTimes how long it has taken lately to answer a body; null if it answered none
 * @param takes the versions that it may take, as far as is known
 */
public record UpstreamState(
    String name,
    boolean required,
    Condition condition,
    Instant since,
    String text,
    @Nullable Instant lastSuccess,
    int inFlight,
    int concurrencyLimit,
    @Nullable Summary answerTimes,
    Protocol protocol,
    List<WriteVersion> takes) {
  /** What the last write to it has shown. */
  public enum Condition {
    /** None was sent yet. */
    UNKNOWN,
    UP,
    DOWN
  }

  public UpstreamState {
    takes = List.copyOf(takes);
  }

  public boolean isDown() {
    return condition == Condition.DOWN;
  }
}
