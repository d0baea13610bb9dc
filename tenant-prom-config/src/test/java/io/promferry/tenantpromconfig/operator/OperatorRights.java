package io.promferry.tenantpromconfig.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.tenantpromconfig.apiserver.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The list of everything that the operator asks of the API server, from which the chart's roles are
 * checked: verb, group and resource, and where. {@code tenant} is any tenant's namespace, {@code
 * cluster} an object without a namespace, or one kind in all of them.
 */
final class OperatorRights {
  private static final String FILE = "/operator-requests.txt";

  private OperatorRights() {}

  static boolean allow(Request request) {
    return lines().contains(line(request));
  }

  /** Sorted. */
  static Set<String> lines() {
    try (var in = Objects.requireNonNull(OperatorRights.class.getResourceAsStream(FILE))) {
      return new TreeSet<>(new String(in.readAllBytes(), UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String line(Request request) {
    return "%s %s/%s %s"
        .formatted(
            request.verb(),
            request.group().isEmpty() ? "core" : request.group(),
            request.subresource().isEmpty()
                ? request.resource()
                : request.resource() + "/" + request.subresource(),
            scope(request));
  }

  private static String scope(Request request) {
    var namespace = request.namespace();
    if (namespace == null || request.resource().equals("namespaces")) {
      return "cluster";
    }
    return namespace.equals("acme") ? "tenant" : namespace;
  }
}
