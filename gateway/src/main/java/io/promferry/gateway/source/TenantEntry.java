package io.promferry.gateway.source;

import io.promferry.gateway.config.LimitsConfig;
import io.promferry.gateway.config.RelabelConfig;
import io.promferry.gateway.config.Section;
import io.promferry.gateway.config.Values;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.tenant.AddressRange;
import io.promferry.gateway.tenant.DnsName;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads one tenant entry (design section 6), as it stands in a file. */
public final class TenantEntry {
  private TenantEntry() {}

  /** Finds the secret that a {@code ...-file} key names. */
  public interface SecretFiles {
    /**
     * The text of that file, without white space around it.
     *
     * @throws IllegalArgumentException if it cannot be read or is empty; says why
     */
    String read(String name);
  }

  /**
   * The tenant that the entry describes; empty if something is wrong with it, which the section has
   * then been told.
   */
  public static Optional<Tenant> read(Section entry, TenantLimits defaults, SecretFiles secrets) {
    var name = entry.required("name", Function.identity());
    var vpc = entry.required("vpc", Function.identity());
    var credentials =
        entry.sections("credentials", section -> CredentialEntry.read(section, secrets));
    if (credentials.isEmpty()) {
      entry.problem("credentials", "needs at least one credential");
    }
    var sources = entry.section("sources", TenantEntry::sources).orElse(SourcePolicy.OFF);
    var limits = entry.section("limits", section -> LimitsConfig.read(section, defaults));
    var rules = RelabelConfig.read(entry, "relabel");
    var namespaces = namespaces(entry);
    if (name.isEmpty() || vpc.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Tenant(
              new TenantId(name.get(), vpc.get()),
              credentials.stream().flatMap(Optional::stream).toList(),
              sources,
              limits.orElse(defaults),
              rules,
              namespaces));
    } catch (IllegalArgumentException e) {
      entry.problem("name", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<String> namespaces(Section entry) {
    boolean given = entry.has("namespaces");
    var names = entry.scalars("namespaces", TenantEntry::namespace);
    if (given && names.isEmpty()) {
      entry.problem("namespaces", "must name at least one, or be left out");
    }
    return names;
  }

  private static String namespace(String name) {
    if (!DnsName.isLabel(name)) {
      throw new IllegalArgumentException("'" + name + "' is not a DNS label");
    }
    return name;
  }

  private static SourcePolicy sources(Section section) {
    var mode = section.required("mode", text -> Values.oneOf(SourcePolicy.Mode.class, text));
    var addresses = section.scalars("addresses", AddressRange::parse);
    try {
      return new SourcePolicy(mode.orElse(SourcePolicy.Mode.OFF), addresses);
    } catch (IllegalArgumentException e) {
      section.problem("addresses", String.valueOf(e.getMessage()));
      return SourcePolicy.OFF;
    }
  }
}
