package io.promferry.gateway.wire;

import java.util.Map;

/** Turns a spliced request into another form: another version, or with parts left out. */
public final class Reshaper {
  private Reshaper() {}

  /**
   * Rewrites the spliced request in {@code body} from 0 to {@code length} into {@code out}, which
   * is reset.
   *
   * @param outputLimit how many bytes may be written at most
   * @throws OutputLimitExceededException if the result would be longer than the limit
   */
  public static ReshapeReport reshape(
      byte[] body, int length, WriteVersion from, BodyForm to, Output out, int outputLimit) {
    return new ReshapeReport(0, 0, PartCounts.NONE, Map.of());
  }
}
