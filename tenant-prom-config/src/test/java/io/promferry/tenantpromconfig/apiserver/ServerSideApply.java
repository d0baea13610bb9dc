package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promferry.tenantpromconfig.apiserver.Managers.Manager;
import io.promferry.tenantpromconfig.apiserver.RefusedException.Cause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The merge of server-side apply: what a manager applies is set, what it applied before and no
 * longer does is removed unless another owns it too, and what another owns with another value is a
 * conflict unless forced.
 */
record ServerSideApply(Fields fields, Manager manager, boolean force) {
  /** Changes both to what they are afterwards. */
  void apply(ObjectNode live, Managers managers, ObjectNode applied) {
    var wanted = fields.of(applied);
    var taken = taken(live, managers, applied, wanted);
    if (!taken.isEmpty() && !force) {
      throw RefusedException.otherManagers(taken);
    }
    wanted.stream()
        .filter(path -> fields.isChanged(live, applied, path))
        .toList()
        .forEach(path -> managers.disownOthers(manager, path));
    var dropped = new LinkedHashSet<>(managers.of(manager));
    dropped.removeAll(wanted);
    managers.set(manager, wanted);
    dropped.stream()
        .filter(path -> !managers.isOwnedWithin(path))
        .forEach(path -> fields.remove(live, path));
    fields.merge(live, applied);
  }

  private List<Cause> taken(
      ObjectNode live, Managers managers, ObjectNode applied, Set<List<String>> wanted) {
    var causes = new ArrayList<Cause>();
    for (var path : wanted) {
      if (fields.isChanged(live, applied, path)) {
        managers.others(
            manager,
            path,
            (other, field) ->
                causes.add(new Cause(dotted(field), "conflict with \"" + other.name() + "\"")));
      }
    }
    return causes;
  }

  private static String dotted(List<String> path) {
    var text = new StringBuilder();
    for (var element : path) {
      var rest = element.substring(2);
      text.append(element.startsWith("f:") ? "." + rest : "[" + rest + "]");
    }
    return text.toString();
  }
}
