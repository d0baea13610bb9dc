package io.promferry.loadtests.driver.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a YAML file. What is wrong is added to {@code problems} with its place, and the
 * reading goes on with something in its stead.
 *
 * @param path of keys, empty for the outermost
 */
record YamlValue(String file, String path, Node node, List<String> problems) {
  void problem(String what) {
    var line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    problems.add(file + line + ": " + (path.isEmpty() ? "" : path + ": ") + what);
  }

  boolean isText() {
    return node instanceof ScalarNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  String text() {
    return parsed(text -> text, "");
  }

  /**
   * What the parser makes of the text, whose {@link IllegalArgumentException} says what is wrong.
   */
  <T> T parsed(Function<String, T> parser, T instead) {
    if (!(node instanceof ScalarNode scalar)) {
      problem("must be a single value");
      return instead;
    }
    try {
      return parser.apply(scalar.getValue());
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
      return instead;
    }
  }

  List<YamlValue> list() {
    if (node instanceof SequenceNode sequence) {
      var nodes = sequence.getValue();
      return IntStream.range(0, nodes.size())
          .mapToObj(i -> new YamlValue(file, path + '[' + i + ']', nodes.get(i), problems))
          .toList();
    }
    problem("must be a list");
    return List.of();
  }

  /** A mapping, in the order of the file. */
  Map<String, YamlValue> mapping() {
    var values = new LinkedHashMap<String, YamlValue>();
    if (!(node instanceof MappingNode mapping)) {
      problem("must be a mapping of keys");
      return values;
    }
    for (var entry : mapping.getValue()) {
      var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      var value =
          new YamlValue(
              file, path.isEmpty() ? key : path + '.' + key, entry.getValueNode(), problems);
      if (values.put(key, value) != null) {
        value.problem("is given twice");
      }
    }
    return values;
  }

  /** The same, where only these keys may be. */
  Map<String, YamlValue> mapping(List<String> known) {
    var values = mapping();
    values.forEach((key, value) -> {
      if (!known.contains(key)) {
        value.problem("unknown key, known are " + String.join(", ", known));
      }
    });
    return values;
  }
}
