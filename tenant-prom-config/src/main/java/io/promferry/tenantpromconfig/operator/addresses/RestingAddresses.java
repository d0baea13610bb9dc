package io.promferry.tenantpromconfig.operator.addresses;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are whose, though no egress gateway says so: handed out and not in one yet, or no
 * longer. Kept in a ConfigMap, {@code address: "tenant time"}, so that they outlive the operator,
 * and remembered, because only the leader writes it.
 */
final class RestingAddresses {
  /** The ConfigMap, in the gateway's namespace. */
  static final String NAME = "promferry-resting-addresses";

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final KubernetesClient client;
  private final String namespace;
  private @Nullable ConfigMap known;

  /** Whose an address is or was, since when. */
  record Rest(String tenant, Instant since) {
    private static Rest of(String text) {
      var space = text.indexOf(' ');
      try {
        return new Rest(
            text.substring(0, Math.max(space, 0)), Instant.parse(text.substring(space + 1)));
      } catch (DateTimeParseException _) {
        // Written by hand: it belongs to nobody, and is old enough to go.
        return new Rest("", Instant.EPOCH);
      }
    }

    private String text() {
      return tenant + " " + since;
    }
  }

  RestingAddresses(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** By address. */
  Map<String, Rest> read() {
    var rests = new TreeMap<String, Rest>();
    Objects.requireNonNullElse(known().getData(), Map.<String, String>of())
        .forEach((address, text) -> rests.put(address, Rest.of(text)));
    return rests;
  }

  /**
   * Writes all of them, under the version that was read.
   *
   * @return false if somebody else has written since; then they are to be read again
   */
  boolean write(Map<String, Rest> rests) {
    var data = new TreeMap<String, String>();
    rests.forEach((address, rest) -> data.put(address, rest.text()));
    var wanted = new ConfigMapBuilder(known()).withData(data).build();
    try {
      known =
          wanted.getMetadata().getResourceVersion() == null
              ? client.resource(wanted).create()
              : client.resource(wanted).update();
      return true;
    } catch (KubernetesClientException e) {
      known = null;
      if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND || e.getCode() == GONE) {
        return false;
      }
      throw e;
    }
  }

  private ConfigMap known() {
    if (known == null) {
      var found = client.configMaps().inNamespace(namespace).withName(NAME).get();
      known = found == null ? empty() : found;
    }
    return known;
  }

  private ConfigMap empty() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/managed-by", "promferry")
        .endMetadata()
        .build();
  }
}
