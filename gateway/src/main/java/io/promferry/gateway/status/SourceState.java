package io.promferry.gateway.status;

import io.promferry.gateway.tenant.EntryProblem;
import java.util.List;

/**
 * Where tenants come from, and how that goes.
 *
 * @param loaded whether it has been read at all; until then nobody is anybody's tenant
 * @param problems of single entries, while the others are served
 */
public record SourceState(Kind kind, boolean loaded, List<EntryProblem> problems) {
  /** What it is; a contract of {@code /api/v1/tenants}. */
  public enum Kind {
    FILES,
    KUBERNETES
  }

  public SourceState {
    problems = List.copyOf(problems);
  }
}
