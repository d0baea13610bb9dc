package io.promferry.gateway.source;

import io.promferry.gateway.config.LimitsConfig;
import io.promferry.gateway.config.RelabelConfig;
import io.promferry.gateway.config.Section;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.tenant.TokenDigest;
import java.util.ArrayList;
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
    entry.notYet("sources");
    var name = entry.required("name", Function.identity());
    var vpc = entry.required("vpc", Function.identity());
    var credentials = entry.sections("credentials", section -> token(section, secrets));
    if (credentials.isEmpty()) {
      entry.problem("credentials", "needs at least one credential");
    }
    var limits = entry.section("limits", section -> LimitsConfig.read(section, defaults));
    var rules = RelabelConfig.read(entry, "relabel");
    if (name.isEmpty() || vpc.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Tenant(
              new TenantId(name.get(), vpc.get()),
              credentials.stream().flatMap(List::stream).toList(),
              SourcePolicy.OFF,
              limits.orElse(defaults),
              rules));
    } catch (IllegalArgumentException e) {
      entry.problem("name", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<Credential> token(Section credential, SecretFiles secrets) {
    credential.notYet("basic", "certificate", "service-account");
    var tokens = new ArrayList<Credential>();
    credential
        .scalar("bearer-token-sha256", TokenDigest::ofHex)
        .map(Credential.BearerToken::new)
        .ifPresent(tokens::add);
    credential
        .scalar("bearer-token-file", file -> TokenDigest.ofToken(secrets.read(file)))
        .map(Credential.BearerToken::new)
        .ifPresent(tokens::add);
    if (tokens.isEmpty()) {
      credential.problem("bearer-token-sha256", "no usable bearer token in this credential");
    }
    return tokens;
  }
}
