package io.promferry.loadtests.cli;

import java.util.List;
import java.util.OptionalInt;

/**
 * One comparison.
 *
 * @param quick less time for each figure, which makes it less certain
 * @param repetitions instead of as many as is usual
 * @param peers by name; all if empty
 * @param command that gives the same run
 */
public record CompareRequest(
    boolean quick, OptionalInt repetitions, List<String> peers, String command) {
  public CompareRequest {
    peers = List.copyOf(peers);
  }
}
