package io.promferry.gateway.source.kube;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.tenant.EntryProblem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is wrong with entries: each problem when it comes, and each entry when it is good. */
final class ProblemLog {
  private static final Logger logger = LoggerFactory.getLogger(ProblemLog.class);

  private Set<EntryProblem> told = Set.of();

  /** These are all problems that there are now. */
  void tell(List<EntryProblem> problems) {
    var now = Set.copyOf(problems);
    now.stream().filter(problem -> !told.contains(problem)).forEach(ProblemLog::warn);
    var bad = entries(now);
    entries(told).stream()
        .filter(entry -> !bad.contains(entry))
        .forEach(entry ->
            LogEvent.TENANT_ENTRY_MENDED
                .on(logger)
                .addKeyValue("entry", entry)
                .log("tenant entry has no problem any more"));
    told = now;
  }

  private static void warn(EntryProblem problem) {
    LogEvent.TENANT_ENTRY_REFUSED
        .on(logger)
        .addKeyValue("entry", problem.entry())
        .addKeyValue("reason", problem.text())
        .log("tenant entry cannot be used as it is");
  }

  private static Set<String> entries(Set<EntryProblem> problems) {
    return problems.stream().map(EntryProblem::entry).collect(Collectors.toSet());
  }
}
