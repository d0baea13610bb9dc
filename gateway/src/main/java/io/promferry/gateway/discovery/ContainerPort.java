package io.promferry.gateway.discovery;

/**
 * A port that a container declares.
 *
 * @param name empty if it has none
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 */
public record ContainerPort(String container, String name, int number, String protocol) {
  /** Whether that is its name or number. */
  boolean isCalled(String nameOrNumber) {
    return Integer.toString(number).equals(nameOrNumber)
        || (!name.isEmpty() && name.equals(nameOrNumber));
  }
}
