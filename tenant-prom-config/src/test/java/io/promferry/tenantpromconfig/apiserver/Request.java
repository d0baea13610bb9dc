package io.promferry.tenantpromconfig.apiserver;

import org.jspecify.annotations.Nullable;

/**
 * One request as authorization sees it. An apply that creates is two: {@code patch}, then {@code
 * create}.
 *
 * @param user whose client asked
 * @param verb get, list, watch, create, update, patch, delete or deletecollection
 * @param group empty for the core group
 * @param subresource empty for the object itself
 * @param namespace null for the cluster: an object without one, or a kind over all namespaces
 * @param name null if none was named
 */
public record Request(
    String user,
    String verb,
    String group,
    String resource,
    String subresource,
    @Nullable String namespace,
    @Nullable String name) {
  Request as(String otherVerb) {
    return new Request(user, otherVerb, group, resource, subresource, namespace, name);
  }

  /** As a role's rule names it. */
  String resourceAndSubresource() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }
}
