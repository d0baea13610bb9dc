package io.promferry.tenantpromconfig.operator;

/**
 * No free address is left in the transit range; the message says how many are in use and by what to
 * enlarge it.
 */
public final class TransitExhaustedException extends Exception {
  private static final long serialVersionUID = 1;

  public TransitExhaustedException(String message) {
    super(message);
  }
}
