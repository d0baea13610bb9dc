package io.promferry.tenantpromconfig.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.IntStream;

/** A node of the configuration, where it is, and where findings about it go. */
record Place(String path, JsonNode node, List<Finding> findings) {
  Place at(String key) {
    var child = node.path(key);
    return new Place(
        path.isEmpty() ? key : path + "." + key,
        child.isNull() ? MissingNode.getInstance() : child,
        findings);
  }

  List<Place> elements() {
    return IntStream.range(0, node.isArray() ? node.size() : 0)
        .mapToObj(index -> new Place(path + "[" + index + "]", node.get(index), findings))
        .toList();
  }

  boolean isThere() {
    return !node.isMissingNode();
  }

  /** Empty if it is not there. */
  String text() {
    return node.asText("");
  }

  void found(String message) {
    findings.add(new Finding(path, message));
  }
}
