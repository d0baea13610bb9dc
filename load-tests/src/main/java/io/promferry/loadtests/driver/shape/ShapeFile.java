package io.promferry.loadtests.driver.shape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds and reads shapes. */
public final class ShapeFile {
  private ShapeFile() {}

  /**
   * The shape of that name in the resources, or that of a file.
   *
   * @throws ShapeException with all that is wrong with it
   */
  public static Shape named(String nameOrPath) {
    var resource = "/shapes/" + nameOrPath + ".yml";
    try (var stream = ShapeFile.class.getResourceAsStream(resource)) {
      if (stream != null) {
        var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        return parse(resource.substring(1), text);
      }
      var file = Path.of(nameOrPath);
      if (!Files.isReadable(file)) {
        throw new ShapeException(
            List.of(nameOrPath + ": neither a shape of ours nor a file that can be read"));
      }
      return parse(nameOrPath, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text; {@code file} stands for it in problems. */
  public static Shape parse(String file, String yaml) {
    var problems = new ArrayList<String>();
    var root = new YamlValue(file, "", root(file, yaml), problems);
    var shape = new ShapeReader().shape(root);
    if (!problems.isEmpty()) {
      throw new ShapeException(problems);
    }
    return shape;
  }

  private static Node root(String file, String yaml) {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).build())
          .composeString(yaml)
          .orElseThrow(() -> new ShapeException(List.of(file + ": is empty")));
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new ShapeException(List.of(file + line + ": not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ShapeException(List.of(file + ": not YAML: " + e.getMessage()));
    }
  }
}
