package io.promferry.gateway.source.kube;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of one namespace by name, without what nobody asks for: who manages which of their fields
 * is as large as all the rest. Thread-safe.
 */
final class LeanSecrets implements ItemStore<Secret> {
  private final Map<String, Secret> byName = new ConcurrentHashMap<>();

  @Override
  public String getKey(Secret secret) {
    return secret.getMetadata().getName();
  }

  @Override
  public @Nullable Secret put(String key, Secret secret) {
    return byName.put(key, lean(secret));
  }

  @Override
  public @Nullable Secret remove(String key) {
    return byName.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return byName.keySet().stream();
  }

  @Override
  public Stream<Secret> values() {
    return byName.values().stream();
  }

  @Override
  public int size() {
    return byName.size();
  }

  @Override
  public @Nullable Secret get(String key) {
    return byName.get(key);
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  private static Secret lean(Secret secret) {
    var metadata = secret.getMetadata();
    return new SecretBuilder()
        .withNewMetadata()
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .withCreationTimestamp(metadata.getCreationTimestamp())
        .withResourceVersion(metadata.getResourceVersion())
        .endMetadata()
        .withData(secret.getData())
        .build();
  }
}
