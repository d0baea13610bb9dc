package io.promferry.loadtests.scenario;

/** A scenario with its two forms. */
public final class ScenarioFile {
  private final String name;
  private final Scenario full;
  private final Scenario shortForm;

  ScenarioFile(String name, Scenario full, Scenario shortForm) {
    this.name = name;
    this.full = full;
    this.shortForm = shortForm;
  }

  public String name() {
    return name;
  }

  public String description() {
    return full.description();
  }

  Scenario full() {
    return full;
  }

  /** For CI: the same in less time, with fewer tenants. */
  Scenario shortForm() {
    return shortForm;
  }
}
