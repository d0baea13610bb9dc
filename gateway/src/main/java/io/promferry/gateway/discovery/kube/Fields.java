package io.promferry.gateway.discovery.kube;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, read leniently: what is absent, null or of another type than expected is
 * as if it were empty (facts/kube-ovn.md 1.1: schemas differ from version to version).
 */
record Fields(Map<?, ?> map) {
  static Fields of(@Nullable Object value) {
    return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
  }

  @Nullable Object get(String key) {
    return map.get(key);
  }

  Fields section(String key) {
    return of(map.get(key));
  }

  /** Its names, in the order of the object. */
  List<String> keys() {
    return map.keySet().stream().map(String::valueOf).toList();
  }

  /** A text, number or boolean, as text. */
  String text(String key) {
    var text = textOrNull(key);
    return text == null ? "" : text;
  }

  @Nullable String textOrNull(String key) {
    return scalar(map.get(key));
  }

  private static @Nullable String scalar(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : null;
  }

  boolean is(String key) {
    return Boolean.TRUE.equals(map.get(key));
  }

  long number(String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  List<Fields> sections(String key) {
    return map.get(key) instanceof List<?> list
        ? list.stream().map(Fields::of).toList()
        : List.of();
  }

  List<String> texts(String key) {
    return map.get(key) instanceof List<?> list
        ? list.stream()
            .map(Fields::scalar)
            .filter(text -> text != null)
            .map(String::valueOf)
            .toList()
        : List.of();
  }

  /** A mapping of names to texts. */
  Map<String, String> textMap(String key) {
    var texts = new LinkedHashMap<String, String>();
    section(key)
        .map()
        .forEach((name, value) -> {
          var text = scalar(value);
          if (text != null) {
            texts.put(String.valueOf(name), text);
          }
        });
    return texts;
  }

  /**
   * Whether nothing is said by it: only empty texts, lists and mappings, zero, and {@code false}.
   */
  static boolean isEmpty(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> text.isEmpty();
      case Boolean flag -> !flag;
      case Number number -> number.doubleValue() == 0;
      case List<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.values().stream().allMatch(Fields::isEmpty);
      default -> false;
    };
  }

  /** The keys beside these that say something. */
  List<String> othersThan(Set<String> known) {
    return keys().stream().filter(key -> !known.contains(key) && !isEmpty(get(key))).toList();
  }
}
