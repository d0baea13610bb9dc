package io.promferry.tenantpromconfig.apiserver;

/**
 * A kind of object as the server serves it.
 *
 * @param group empty for the core group
 * @param hasStatus whether {@code status} is a subresource, which writes to the object leave alone
 * @param custom whether a CustomResourceDefinition makes it; then all its lists are atomic
 */
record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    boolean hasStatus,
    boolean custom) {
  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As messages name it. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Whether {@code metadata.generation} counts what changes beside metadata and status. */
  boolean countsGenerations() {
    return custom || hasStatus;
  }
}
