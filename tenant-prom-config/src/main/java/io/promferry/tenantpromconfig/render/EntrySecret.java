package io.promferry.tenantpromconfig.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.IdentitySpec;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The gateway's tenant entry (design section 6) as a Secret; it holds digests, no token. */
final class EntrySecret {
  /** The key under which the gateway looks for it. */
  static final String KEY = "tenant.yml";

  /** Every text in quotes: a digest may look like a number. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private static final YAMLMapper KEBAB =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();

  private final Platform platform;
  private final Tenancy tenant;
  private final Vpc vpc;
  private final Network network;
  private final Problems problems;

  EntrySecret(Platform platform, Tenancy tenant, Vpc vpc, Network network, Problems problems) {
    this.platform = platform;
    this.tenant = tenant;
    this.vpc = vpc;
    this.network = network;
    this.problems = problems;
  }

  /** Null if the tenant has no credential yet, and then the problems say so. */
  @Nullable Secret render(Way way, Surroundings surroundings) {
    var credentials = credentials(surroundings);
    if (credentials.isEmpty()) {
      problems.credentials(
          "NoToken",
          "there is no token yet, so the gateway cannot be told by what to know the tenant");
      return null;
    }
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", tenant.id().tenant());
    entry.put("vpc", tenant.id().vpc());
    entry.put("credentials", credentials);
    entry.put("sources", sources(way));
    namespaces(surroundings).ifPresent(names -> entry.put("namespaces", names));
    limits().ifPresent(limits -> entry.put("limits", limits));
    if (!tenant.relabel().isEmpty()) {
      entry.put("relabel", tenant.relabel());
    }
    return secret(text(Map.of("tenants", List.of(entry))));
  }

  private List<Map<String, Object>> credentials(Surroundings surroundings) {
    if (tenant.credentials() == CredentialsSpec.Kind.SERVICE_ACCOUNT) {
      var account = new LinkedHashMap<String, Object>();
      account.put("namespace", tenant.prometheusNamespace(platform));
      account.put("name", tenant.names().prometheus());
      return List.of(Map.of("service-account", account));
    }
    return surroundings.tokenDigests().stream()
        .map(digest -> Map.<String, Object>of("bearer-token-sha256", digest))
        .toList();
  }

  /** Never {@code enforce} without an address: nothing could ever pass. */
  private Map<String, Object> sources(Way way) {
    var wanted = tenant.sourceAddress();
    var mode =
        wanted == IdentitySpec.SourceAddress.ENFORCE && way.sources().isEmpty()
            ? IdentitySpec.SourceAddress.AUDIT
            : wanted;
    if (mode != wanted) {
      problems.egress(
          "NoSourceAddress",
          "identity.sourceAddress: enforce needs an address to expect, and none is known yet;"
              + " until then it is audit");
    }
    var sources = new LinkedHashMap<String, Object>();
    sources.put("mode", mode.name().toLowerCase(Locale.ROOT));
    sources.put("addresses", way.sources().stream().sorted().distinct().toList());
    return sources;
  }

  /** Only where the gateway would not come to the same by itself. */
  private Optional<List<String>> namespaces(Surroundings surroundings) {
    var asked = tenant.spec().scrapeNamespaces();
    var shared =
        surroundings.others().stream()
            .anyMatch(other -> other.id().vpc().equals(tenant.id().vpc()));
    if (asked == null && !shared) {
      return Optional.empty();
    }
    var names = new TreeSet<String>(List.of(tenant.namespace()));
    for (var namespace : asked == null ? List.<String>of() : asked) {
      if (VpcNamespaces.hold(namespace, vpc, network)) {
        names.add(namespace);
      } else {
        problems.prometheus(
            "NamespaceOutsideVpc",
            "spec.scrapeNamespaces: '%s' is not one of VPC '%s' and is left out"
                .formatted(namespace, tenant.id().vpc()));
      }
    }
    return Optional.of(new ArrayList<>(names));
  }

  private Optional<JsonNode> limits() {
    return Optional.ofNullable(tenant.spec().limits())
        .map(limits -> KEBAB.<JsonNode>valueToTree(limits))
        .filter(limits -> !limits.isEmpty());
  }

  private Secret secret(String text) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(tenant.names().entry())
        .withNamespace(platform.namespaces().tenants())
        .withLabels(tenant.names().labels())
        .endMetadata()
        .withType("Opaque")
        .addToData(KEY, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))
        .build();
  }

  private static String text(Map<String, Object> tenants) {
    try {
      return YAML.writeValueAsString(tenants);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tenant entry is plain data", e);
    }
  }
}
