package io.promferry.gateway.limits;

/** What was seen of a server since one moment. Not thread-safe. */
final class AnswerWindow {
  private final long began;
  private int answers;
  private int failures;
  private long fastest = Long.MAX_VALUE;
  private int mostInFlight;
  private boolean wanted;

  AnswerWindow(long beganNanos) {
    began = beganNanos;
  }

  /** Whether a request that was sent at this time belongs to it. */
  boolean isOf(long sentNanos) {
    return sentNanos - began >= 0;
  }

  long age(long now) {
    return now - began;
  }

  void took(long nanos) {
    answers++;
    fastest = Math.min(fastest, nanos);
  }

  void answered() {
    answers++;
  }

  void failed() {
    answers++;
    failures++;
  }

  void inFlight(int requests) {
    mostInFlight = Math.max(mostInFlight, requests);
  }

  void wanted() {
    wanted = true;
  }

  int answers() {
    return answers;
  }

  boolean failedOnly() {
    return failures == answers;
  }

  boolean failedMostly() {
    return 2 * failures > answers;
  }

  boolean hasTaken() {
    return fastest < Long.MAX_VALUE;
  }

  long fastestNanos() {
    return fastest;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  /** Whether more could have been under way than were allowed. */
  boolean isWanted() {
    return wanted;
  }
}
