package io.promferry.tenantpromconfig.apiserver;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a URL names.
 *
 * @param plural empty for a group and version as such
 * @param namespace null for the cluster
 * @param name null for all of them
 * @param subresource empty for the object itself
 */
record Target(
    String group,
    String version,
    String plural,
    @Nullable String namespace,
    @Nullable String name,
    String subresource,
    Map<String, String> query) {
  private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

  static Target of(URI uri) {
    var segments = List.of(uri.getPath().substring(1).split("/", -1));
    var core = segments.getFirst().equals("api");
    var head = core ? 2 : 3;
    if (segments.size() < head || !(core || segments.getFirst().equals("apis"))) {
      throw RefusedException.noSuchResource();
    }
    var rest = segments.subList(head, segments.size());
    var inNamespace =
        rest.size() >= 3
            && rest.getFirst().equals("namespaces")
            && !(rest.size() == 3 && OF_NAMESPACES.contains(rest.get(2)));
    var resource = inNamespace ? rest.subList(2, rest.size()) : rest;
    return new Target(
        core ? "" : segments.get(1),
        segments.get(head - 1),
        resource.isEmpty() ? "" : resource.getFirst(),
        inNamespace ? rest.get(1) : null,
        resource.size() > 1 ? resource.get(1) : null,
        resource.size() > 2 ? resource.get(2) : "",
        query(uri.getRawQuery()));
  }

  private static Map<String, String> query(@Nullable String raw) {
    return raw == null || raw.isEmpty()
        ? Map.of()
        : Arrays.stream(raw.split("&", -1))
            .map(pair -> pair.split("=", 2))
            .collect(
                Collectors.toMap(
                    pair -> decoded(pair[0]),
                    pair -> pair.length == 1 ? "" : decoded(pair[1]),
                    (_, last) -> last));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  boolean flag(String key) {
    return Set.of("true", "1").contains(query.getOrDefault(key, ""));
  }

  Selector selector() {
    return new Selector(query.get("labelSelector"), query.get("fieldSelector"));
  }

  Request request(String user, String method) {
    return new Request(
        user,
        verb(method),
        group,
        plural,
        subresource,
        namespace,
        name == null ? selector().name().orElse(null) : name);
  }

  private String verb(String method) {
    return switch (method) {
      case "GET" -> name != null ? "get" : flag("watch") ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name == null ? "deletecollection" : "delete";
      default -> throw RefusedException.unsupported(method);
    };
  }
}
