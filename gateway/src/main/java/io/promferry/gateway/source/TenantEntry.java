package io.promferry.gateway.source;

import io.promferry.gateway.config.Section;
import io.promferry.gateway.config.SizesConfig;
import io.promferry.gateway.limits.SizeLimits;
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
  public static Optional<Tenant> read(Section entry, SizeLimits defaults, SecretFiles secrets) {
    entry.notYet("sources", "relabel");
    var name = entry.required("name", Function.identity());
    var vpc = entry.required("vpc", Function.identity());
    var credentials = entry.sections("credentials", section -> token(section, secrets));
    if (credentials.isEmpty()) {
      entry.problem("credentials", "needs at least one credential");
    }
    var tokens = credentials.stream().flatMap(List::stream).toList();
    var sizes = entry.section("limits", SizesConfig::read);
    if (name.isEmpty() || vpc.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Tenant(
              new TenantId(name.get(), vpc.get()),
              tokens,
              sizes.map(s -> sizes(s, defaults)).orElse(defaults)));
    } catch (IllegalArgumentException e) {
      entry.problem("name", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What is written wins over the default. */
  public static SizeLimits sizes(SizesConfig written, SizeLimits defaults) {
    return new SizeLimits(
        written.bodyBytes().orElse(defaults.bodyBytes()),
        written.decodedBytes().orElse(defaults.decodedBytes()),
        written.labelsPerSeries().orElse(defaults.labelsPerSeries()));
  }

  private static List<TokenDigest> token(Section credential, SecretFiles secrets) {
    credential.notYet("basic", "certificate", "service-account");
    var tokens = new ArrayList<TokenDigest>();
    credential.scalar("bearer-token-sha256", TokenDigest::ofHex).ifPresent(tokens::add);
    credential
        .scalar("bearer-token-file", file -> TokenDigest.ofToken(secrets.read(file)))
        .ifPresent(tokens::add);
    if (tokens.isEmpty()) {
      credential.problem("bearer-token-sha256", "no usable bearer token in this credential");
    }
    return tokens;
  }
}
