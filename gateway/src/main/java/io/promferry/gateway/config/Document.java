package io.promferry.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML file while it is being read: hands out its keys and collects every problem with them. */
public final class Document {
  private final String name;
  private final List<String> problems = new ArrayList<>();

  private Document(String name) {
    this.name = name;
  }

  /** What turns the outermost mapping into a value; problems go into the sections that it reads. */
  public interface Reader<T> {
    T read(Section root);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException with all problems together, if there is one
   */
  public static <T> T read(Path file, Reader<T> reader) throws ConfigException {
    try {
      return parse(file.toString(), Files.readString(file), reader);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(file + ": no such file"));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(file + ": cannot be read: " + e.getClass().getSimpleName()));
    }
  }

  /** The same for a text; {@code name} stands for the file in problems. */
  public static <T> T parse(String name, String yaml, Reader<T> reader) throws ConfigException {
    var document = new Document(name);
    var value = document.root(yaml).map(root -> document.readRoot(root, reader));
    if (!document.problems.isEmpty() || value.isEmpty()) {
      throw new ConfigException(document.problems);
    }
    return value.get();
  }

  private <T> T readRoot(Section root, Reader<T> reader) {
    T value = reader.read(root);
    root.refuseUnknownKeys();
    return value;
  }

  private Optional<Section> root(String yaml) {
    try {
      var node = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(yaml);
      if (node.isPresent() && node.get() instanceof MappingNode mapping) {
        return Optional.of(new Section(this, "", mapping));
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

  private static String at(Optional<Mark> mark) {
    return mark.map(m -> ":" + (m.getLine() + 1)).orElse("");
  }
}
