package io.promferry.tenantpromconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.render.RenderedTenant;
import io.promferry.tenantpromconfig.render.VpcEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A rendered tenant as YAML, in a stable order. */
record RenderedText(Platform platform, Tenancy tenant, RenderedTenant rendered) {
  /** All in one text. */
  String whole() {
    return "# MetricsTenant %s: %s%n%s%s%s"
        .formatted(tenant.name(), tenant.id(), tokenComment(), vpcComments(), objects());
  }

  /** One file for each object. */
  void writeInto(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var object : rendered.objects()) {
      var name = object.getKind().toLowerCase(Locale.ROOT) + ".yaml";
      Files.writeString(folder.resolve(name), document(object));
    }
    Files.writeString(folder.resolve("README.txt"), tokenComment() + vpcComments());
  }

  private String tokenComment() {
    if (tenant.credentials() != CredentialsSpec.Kind.TOKEN) {
      return "";
    }
    return ("# Its token is not rendered. It must stand in Secret %s of namespace %s, key %s; its"
            + " SHA-256 is in the entry.%n")
        .formatted(
            tenant.names().credentials(), tenant.prometheusNamespace(platform), Names.TOKEN_KEY);
  }

  private String vpcComments() {
    return rendered.vpcEntries().stream()
        .map(RenderedText::vpcComment)
        .collect(Collectors.joining());
  }

  /** As comments: a Vpc's lists have other owners' entries, too, so they cannot be applied. */
  private static String vpcComment(VpcEntries entries) {
    var spec = new TreeMap<String, Object>();
    putUnlessEmpty(spec, "policyRoutes", entries.policyRoutes());
    putUnlessEmpty(spec, "staticRoutes", entries.staticRoutes());
    putUnlessEmpty(spec, "vpcPeerings", entries.peerings());
    if (entries.bfdPort() != null) {
      spec.put("bfdPort", entries.bfdPort());
    }
    return "# Vpc %s must have, beside what it has:%n".formatted(entries.vpc())
        + YamlText.of(Map.of("spec", spec)).indent(1).replaceAll("(?m)^", "#").replaceAll("#$", "");
  }

  private static void putUnlessEmpty(Map<String, Object> spec, String key, List<?> entries) {
    if (!entries.isEmpty()) {
      spec.put(key, entries);
    }
  }

  private String objects() {
    return rendered.objects().stream().map(RenderedText::document).collect(Collectors.joining());
  }

  private static String document(HasMetadata object) {
    return "---\n" + YamlText.of(object instanceof Secret secret ? readable(secret) : object);
  }

  /** As text, for those who review it. */
  private static Secret readable(Secret secret) {
    var texts = new TreeMap<String, String>();
    secret
        .getData()
        .forEach(
            (key, value) -> texts.put(key, new String(Base64.getDecoder().decode(value), UTF_8)));
    return new SecretBuilder(secret).withData(null).withStringData(texts).build();
  }
}
