package io.promferry.loadtests.driver;

/** What a sender makes of an answer. */
enum Verdict {
  TAKEN,
  AGAIN,
  DROPPED;

  /**
   * As Prometheus does ({@code retry_on_http_429}), or after one attempt where none is repeated.
   */
  static Verdict of(Answer answer, DriverPlan plan) {
    return switch (answer) {
      case Answer.Status(int status, var _) when status / 100 == 2 -> TAKEN;
      case Answer.Status(int status, var _) -> again(isTransient(status, plan), plan);
      case Answer.Failure _ -> again(true, plan);
    };
  }

  private static boolean isTransient(int status, DriverPlan plan) {
    return status / 100 == 5 || status == 429 && plan.retries429();
  }

  private static Verdict again(boolean isTransient, DriverPlan plan) {
    return isTransient && plan.retries() ? AGAIN : DROPPED;
  }
}
