package io.promferry.gateway.wire;

import java.util.Set;

/**
 * In which version a request is sent on, and what is left out of it because its upstream cannot
 * take it.
 */
public record BodyForm(WriteVersion version, Set<PartKind> without) {
  public BodyForm {
    without = Set.copyOf(without);
  }

  /** A form that leaves nothing out. */
  public static BodyForm whole(WriteVersion version) {
    return new BodyForm(version, Set.of());
  }
}
