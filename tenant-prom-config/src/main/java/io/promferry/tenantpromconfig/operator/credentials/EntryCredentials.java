package io.promferry.tenantpromconfig.operator.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in a rendered entry, which while their kind changes are of both kinds: what is
 * still in use is put beside what was rendered.
 */
public final class EntryCredentials {
  /** Key of the entry in its Secret (design section 6). */
  public static final String ENTRY_KEY = "tenant.yml";

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build());

  private EntryCredentials() {}

  /** Brings exactly the state's credentials into the rendered entry, newest first. */
  public static void write(Secret entry, CredentialState state) {
    try {
      var tree = YAML.readTree(text(entry));
      var wanted = credentials(state);
      boolean changed = false;
      for (var tenant : tree.path("tenants")) {
        if (tenant instanceof ObjectNode node && !wanted.equals(node.get("credentials"))) {
          node.set("credentials", wanted);
          changed = true;
        }
      }
      put(entry, changed ? YAML.writeValueAsString(tree) : text(entry));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the rendered entry is not YAML", e);
    }
  }

  private static ArrayNode credentials(CredentialState state) {
    var list = YAML.createArrayNode();
    for (var credential : state.credentials()) {
      switch (credential.kind()) {
        case TOKEN -> list.addObject().put("bearer-token-sha256", credential.name());
        case SERVICE_ACCOUNT -> {
          var parts = credential.name().split("/", 2);
          list.addObject()
              .putObject("service-account")
              .put("namespace", parts[0])
              .put("name", parts[1]);
        }
      }
    }
    return list;
  }

  /** The entry's text; empty where the Secret has none. */
  public static String text(Secret entry) {
    var plain = of(entry.getStringData()).get(ENTRY_KEY);
    if (plain != null) {
      return plain;
    }
    return Optional.ofNullable(of(entry.getData()).get(ENTRY_KEY))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8))
        .orElse("");
  }

  private static void put(Secret entry, String text) {
    var data = new LinkedHashMap<>(of(entry.getData()));
    data.put(ENTRY_KEY, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    entry.setData(data);
    entry.setStringData(null);
  }

  private static Map<String, String> of(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
