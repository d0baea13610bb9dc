package io.promferry.loadtests.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One mapping laid over another: mappings are joined key by key, anything else is replaced. */
final class Overlay {
  private Overlay() {}

  /** The joined mapping, in which each node still knows its line. */
  static MappingNode of(MappingNode below, MappingNode above) {
    var joined = new LinkedHashMap<String, NodeTuple>();
    below.getValue().forEach(entry -> joined.put(name(entry), entry));
    for (var entry : above.getValue()) {
      joined.merge(name(entry), entry, Overlay::join);
    }
    return with(above, joined);
  }

  static Optional<Node> value(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(entry -> name(entry).equals(key))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  /** The mapping without a key. */
  static MappingNode without(MappingNode mapping, String key) {
    return new MappingNode(
        mapping.getTag(),
        true,
        mapping.getValue().stream().filter(entry -> !name(entry).equals(key)).toList(),
        mapping.getFlowStyle(),
        mapping.getStartMark(),
        mapping.getEndMark());
  }

  private static NodeTuple join(NodeTuple below, NodeTuple above) {
    return below.getValueNode() instanceof MappingNode lower
            && above.getValueNode() instanceof MappingNode upper
        ? new NodeTuple(above.getKeyNode(), of(lower, upper))
        : above;
  }

  private static MappingNode with(MappingNode place, Map<String, NodeTuple> entries) {
    return new MappingNode(
        place.getTag(),
        true,
        List.copyOf(entries.values()),
        place.getFlowStyle(),
        place.getStartMark(),
        place.getEndMark());
  }

  private static String name(NodeTuple entry) {
    Node key = entry.getKeyNode();
    return key instanceof ScalarNode scalar ? scalar.getValue() : key.toString();
  }
}
