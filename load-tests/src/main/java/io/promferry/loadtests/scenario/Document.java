package io.promferry.loadtests.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML text while it is being read: collects every problem with it, each once. */
final class Document {
  private final String name;
  private final SequencedSet<String> problems = new LinkedHashSet<>();

  Document(String name) {
    this.name = name;
  }

  /** The outermost mapping; empty, with a problem, where there is none. */
  Optional<MappingNode> root(String yaml) {
    try {
      var node = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(yaml);
      if (node.isPresent() && node.get() instanceof MappingNode mapping) {
        return Optional.of(mapping);
      }
      problems.add(name + ": must be a mapping of keys");
    } catch (MarkedYamlEngineException e) {
      problems.add(name + at(e.getProblemMark()) + ": not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(name + ": not YAML");
    }
    return Optional.empty();
  }

  void problem(Node node, String path, String reason) {
    problems.add(name + at(node.getStartMark()) + ": " + path + ": " + reason);
  }

  List<String> problems() {
    return new ArrayList<>(problems);
  }

  private static String at(Optional<Mark> mark) {
    return mark.map(m -> ":" + (m.getLine() + 1)).orElse("");
  }
}
