package io.promferry.loadtests.scenario;

import java.util.ArrayList;
import java.util.Collections;
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
 * One mapping of a document. Each reading method takes its key away; what is wrong goes to the
 * document, and the reading goes on as if the key had not been there. Keys that nobody took are
 * problems too.
 */
final class Section {
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

  /** Reads a whole mapping and refuses what of it nobody took. */
  static <T> T read(Document document, String path, MappingNode node, Function<Section, T> reader) {
    var section = new Section(document, path, node);
    T value = reader.apply(section);
    section.unread.forEach(
        (key, rest) -> document.problem(rest, section.path(key), "unknown key"));
    return value;
  }

  /**
   * A single value; {@code parser} says by an {@link IllegalArgumentException} what is wrong with
   * it.
   */
  <T> Optional<T> scalar(String key, Function<String, T> parser) {
    return take(key).flatMap(value -> parse(value, path(key), parser));
  }

  /** A single value that must be there. */
  <T> Optional<T> required(String key, Function<String, T> parser) {
    if (!unread.containsKey(key)) {
      document.problem(node, path(key), "is required");
    }
    return scalar(key, parser);
  }

  /** A list of single values; empty where the key is absent. */
  <T> List<T> scalars(String key, Function<String, T> parser) {
    var values = new ArrayList<T>();
    elements(key)
        .forEach(
            (elementPath, element) -> parse(element, elementPath, parser).ifPresent(values::add));
    return values;
  }

  <T> Optional<T> section(String key, Function<Section, T> reader) {
    return take(key).flatMap(value -> read(value, path(key), reader));
  }

  /** A list of mappings; empty where the key is absent. */
  <T> List<T> sections(String key, Function<Section, T> reader) {
    var values = new ArrayList<T>();
    elements(key)
        .forEach(
            (elementPath, element) -> read(element, elementPath, reader).ifPresent(values::add));
    return values;
  }

  /** A mapping whose names are free. {@code reader} takes the value away under the name. */
  <T> Map<String, T> entries(String key, BiFunction<Section, String, Optional<T>> reader) {
    return section(
            key,
            below -> {
              var entries = new LinkedHashMap<String, T>();
              for (var name : List.copyOf(below.unread.keySet())) {
                reader.apply(below, name).ifPresent(value -> entries.put(name, value));
              }
              return Collections.unmodifiableMap(entries);
            })
        .orElse(Map.of());
  }

  /** A mapping with whatever is in it, as maps, lists and texts: its rules are the gateway's. */
  Optional<Map<String, Object>> freeMapping(String key) {
    return take(key)
        .flatMap(value -> {
          if (value instanceof MappingNode mapping) {
            return Optional.of(plainMapping(mapping));
          }
          document.problem(value, path(key), "must be a mapping of keys");
          return Optional.empty();
        });
  }

  boolean has(String key) {
    return unread.containsKey(key);
  }

  void problem(String key, String reason) {
    document.problem(unread.getOrDefault(key, node), path(key), reason);
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

  private <T> Optional<T> read(Node value, String valuePath, Function<Section, T> reader) {
    if (value instanceof MappingNode mapping) {
      return Optional.of(read(document, valuePath, mapping, reader));
    }
    document.problem(value, valuePath, "must be a mapping of keys");
    return Optional.empty();
  }

  private static Object plain(Node node) {
    return switch (node) {
      case MappingNode mapping -> plainMapping(mapping);
      case SequenceNode sequence -> sequence.getValue().stream().map(Section::plain).toList();
      case ScalarNode scalar when scalar.getTag().equals(Tag.INT) ->
          Long.parseLong(scalar.getValue());
      case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) ->
          Boolean.parseBoolean(scalar.getValue());
      case ScalarNode scalar -> scalar.getValue();
      default -> "";
    };
  }

  private static Map<String, Object> plainMapping(MappingNode mapping) {
    var map = new LinkedHashMap<String, Object>();
    for (var entry : mapping.getValue()) {
      map.put(String.valueOf(plain(entry.getKeyNode())), plain(entry.getValueNode()));
    }
    return map;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
