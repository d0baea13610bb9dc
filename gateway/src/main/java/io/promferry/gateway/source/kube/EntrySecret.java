package io.promferry.gateway.source.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.gateway.tenant.EntryVersion;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One state of a Secret that holds tenant entries. Never shows what it holds.
 *
 * @param uid of the object: another one of the same name has another
 * @param created RFC 3339 in UTC, to a second, as Kubernetes writes it: the order of the texts is
 *     that of the times
 * @param version the object's resource version
 * @param data base64 by key
 */
record EntrySecret(
    String name, String uid, String created, String version, Map<String, String> data) {
  /** Those that were there first come first. */
  static final Comparator<EntrySecret> OLDEST_FIRST =
      Comparator.comparing(EntrySecret::created).thenComparing(EntrySecret::name);

  static EntrySecret of(Secret secret) {
    var metadata = secret.getMetadata();
    return new EntrySecret(
        metadata.getName(),
        orEmpty(metadata.getUid()),
        orEmpty(metadata.getCreationTimestamp()),
        orEmpty(metadata.getResourceVersion()),
        Objects.requireNonNullElse(secret.getData(), Map.of()));
  }

  /** Whether this is the same object in the same state. */
  boolean isSame(EntrySecret other) {
    return isSameObject(other) && version.equals(other.version);
  }

  boolean isSameObject(EntrySecret other) {
    return name.equals(other.name) && uid.equals(other.uid);
  }

  EntryVersion entry() {
    return new EntryVersion(name, version);
  }

  /**
   * The text under a key, without white space around it.
   *
   * @throws IllegalArgumentException if there is none; says why without repeating the key, which
   *     may be a secret that somebody wrote in the wrong place
   */
  String text(String key) {
    var encoded = data.get(key);
    if (encoded == null) {
      throw new IllegalArgumentException("is no key of the Secret");
    }
    var text = new String(Base64.getDecoder().decode(encoded), UTF_8).strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is a key of the Secret under which there is nothing");
    }
    return text;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return "EntrySecret[" + name + ", version " + version + "]";
  }
}
