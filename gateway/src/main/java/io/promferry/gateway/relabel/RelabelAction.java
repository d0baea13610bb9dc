package io.promferry.gateway.relabel;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rule does, named as in Prometheus' {@code relabel_config}. */
public enum RelabelAction {
  /** Writes the target label if the source matches. */
  REPLACE,
  /** Leaves out series whose source does not match. */
  KEEP,
  /** Leaves out series whose source matches. */
  DROP,
  /** Leaves out series whose source is not the target's value. */
  KEEPEQUAL,
  /** Leaves out series whose source is the target's value. */
  DROPEQUAL,
  /** Writes a hash of the source, modulo the modulus, to the target label. */
  HASHMOD,
  /** Copies labels whose name matches to the name that the replacement makes of it. */
  LABELMAP,
  /** Deletes labels whose name matches. */
  LABELDROP,
  /** Deletes labels whose name does not match. */
  LABELKEEP,
  /** Writes the source in lower case to the target label. */
  LOWERCASE,
  /** Writes the source in upper case to the target label. */
  UPPERCASE;

  /**
   * The action of that name, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; says which there are
   */
  public static RelabelAction parse(String text) {
    return Arrays.stream(values())
        .filter(action -> action.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be one of " + all() + ", got '" + text + "'"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String all() {
    return Arrays.stream(values()).map(RelabelAction::toString).collect(Collectors.joining(", "));
  }
}
