package io.promferry.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML document. Each reading method takes its key away; what is wrong goes to the
 * document, and the reading goes on as if the key had not been there. Keys that nobody took are
 * problems too.
 */
public final class Section {
  private final Document document;
  private final String path;
  private final Node node;
  private final Map<String, Node> unread = new LinkedHashMap<>();

  Section(Document document, String path, MappingNode node) {
    this.document = document;
    this.path = path;
    this.node = node;
    for (var entry : node.getValue()) {
      var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (unread.put(key, entry.getValueNode()) != null) {
        document.problem(entry.getKeyNode(), path(key), "given twice");
      }
    }
  }

  /**
   * A single value; {@code parser} says by an {@link IllegalArgumentException} what is wrong with
   * it.
   */
  public <T> Optional<T> scalar(String key, Function<String, T> parser) {
    return take(key).flatMap(value -> parse(value, path(key), parser));
  }

  /** A single value that must be there. */
  public <T> Optional<T> required(String key, Function<String, T> parser) {
    if (!unread.containsKey(key)) {
      problem(key, "is required");
    }
    return scalar(key, parser);
  }

  /** A list of single values. */
  public <T> List<T> scalars(String key, Function<String, T> parser) {
    var values = new ArrayList<T>();
    elements(key)
        .forEach(
            (elementPath, element) -> parse(element, elementPath, parser).ifPresent(values::add));
    return values;
  }

  /** Reads a mapping below this one, or an empty one where the key is absent. */
  public <T> Optional<T> section(String key, Document.Reader<T> reader) {
    return take(key).flatMap(value -> read(value, path(key), reader));
  }

  /** Reads a list of mappings. */
  public <T> List<T> sections(String key, Document.Reader<T> reader) {
    var values = new ArrayList<T>();
    elements(key)
        .forEach(
            (elementPath, element) -> read(element, elementPath, reader).ifPresent(values::add));
    return values;
  }

  /** A mapping of names to single values. */
  public Map<String, String> texts(String key) {
    return entries(key, (_, text) -> text);
  }

  /** A mapping whose names are free; {@code parser} is given a name and its value. */
  public <T> Map<String, T> entries(String key, BiFunction<String, String, T> parser) {
    return section(
            key,
            section -> {
              var entries = new LinkedHashMap<String, T>();
              for (String name : List.copyOf(section.unread.keySet())) {
                section
                    .scalar(name, text -> parser.apply(name, text))
                    .ifPresent(value -> entries.put(name, value));
              }
              return entries;
            })
        .map(Map::copyOf)
        .orElse(Map.of());
  }

  /** Reports a key if it is there, because it must not be. */
  public void refuse(String key, String reason) {
    take(key).ifPresent(value -> document.problem(value, path(key), reason));
  }

  /** Whether a key that nobody has read yet is there. */
  public boolean has(String key) {
    return unread.containsKey(key);
  }

  /** Reports a problem with a key of this mapping, or with its absence. */
  public void problem(String key, String reason) {
    document.problem(unread.getOrDefault(key, node), path(key), reason);
  }

  void refuseUnknownKeys() {
    unread.forEach((key, value) -> document.problem(value, path(key), "unknown key"));
  }

  private Optional<Node> take(String key) {
    return Optional.ofNullable(unread.remove(key))
        .filter(value -> !value.getTag().equals(Tag.NULL));
  }

  private Map<String, Node> elements(String key) {
    var elements = new LinkedHashMap<String, Node>();
    take(key)
        .ifPresent(value -> {
          if (!(value instanceof SequenceNode sequence)) {
            document.problem(value, path(key), "must be a list");
            return;
          }
          for (int i = 0; i < sequence.getValue().size(); i++) {
            elements.put(path(key) + "[" + i + "]", sequence.getValue().get(i));
          }
        });
    return elements;
  }

  private <T> Optional<T> parse(Node value, String valuePath, Function<String, T> parser) {
    if (!(value instanceof ScalarNode scalar)) {
      document.problem(value, valuePath, "must be a single value");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      document.problem(value, valuePath, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private <T> Optional<T> read(Node value, String valuePath, Document.Reader<T> reader) {
    if (!(value instanceof MappingNode mapping)) {
      document.problem(value, valuePath, "must be a mapping of keys");
      return Optional.empty();
    }
    var section = new Section(document, valuePath, mapping);
    T result = reader.read(section);
    section.refuseUnknownKeys();
    return Optional.of(result);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
