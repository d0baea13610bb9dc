package io.promferry.gateway.wire;

/** To judge the series of a request takes longer than was allowed. No stack trace. */
public final class WorkLimitExceededException extends RuntimeException {
  public WorkLimitExceededException() {
    super("the series of the request take too long to be judged", null, false, false);
  }
}
