package io.promferry.loadtests.scenario;

import java.util.Arrays;
import java.util.Locale;

/** What can be done to a gateway in the course of a scenario. */
enum GatewayAction {
  /** SIGKILL. */
  KILL,
  /** Again, after its end; over when it is ready. */
  START,
  /** SIGTERM to one after the other, each started again before the next. */
  ROLLING_RESTART,
  /** SIGHUP to all, with changed entries. */
  RELOAD;

  static GatewayAction parse(String text) {
    return Arrays.stream(values())
        .filter(action -> action.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be kill, start, rolling-restart or reload, got '" + text + "'"));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether writes may have to wait for its end. */
  boolean disturbs() {
    return this != RELOAD;
  }
}
