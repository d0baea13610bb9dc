package io.promferry.loadtests.driver.shape;

/**
 * Which pods are replaced by new ones, and the text that they have in their names at the time.
 *
 * @param part of all pods, 0 to 1
 * @param text of {@link Generation#LENGTH} characters
 */
record Replacement(double part, String text) {
  private static final int SALT = 7;

  /** Always the same for a pod of that number. */
  boolean concerns(long pod) {
    return Mix.part(pod, SALT) < part;
  }
}
