package io.promferry.tenantpromconfig.model;

import java.util.List;

/** A {@code platform.yml} that cannot be used; all of its problems, each with its path. */
public final class PlatformException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public PlatformException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Such as {@code gateway.cluster-ip: is required}. */
  public List<String> problems() {
    return problems;
  }
}
