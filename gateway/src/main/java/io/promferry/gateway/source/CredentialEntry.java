package io.promferry.gateway.source;

import io.promferry.gateway.config.Section;
import io.promferry.gateway.source.TenantEntry.SecretFiles;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Credential.Certificate.NameType;
import io.promferry.gateway.tenant.TokenDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads one element of a tenant entry's {@code credentials}: a credential of one kind. */
final class CredentialEntry {
  private static final List<String> KINDS =
      List.of(
          "bearer-token-sha256", "bearer-token-file", "basic", "certificate", "service-account");
  private static final List<String> NAMES = List.of("san-uri", "san-dns", "subject-cn");

  private CredentialEntry() {}

  /** Empty if something is wrong with it, which the section has then been told. */
  static Optional<Credential> read(Section section, SecretFiles secrets) {
    if (KINDS.stream().filter(section::has).count() != 1) {
      section.problem(KINDS.getFirst(), "must be exactly one of " + String.join(", ", KINDS));
    }
    return Stream.of(
            section
                .scalar("bearer-token-sha256", TokenDigest::ofHex)
                .<Credential>map(Credential.BearerToken::new),
            section
                .scalar("bearer-token-file", secrets::read)
                .<Credential>map(token -> new Credential.BearerToken(TokenDigest.ofToken(token))),
            section.section("basic", basic -> basic(basic, secrets)).flatMap(Function.identity()),
            section
                .section("certificate", CredentialEntry::certificate)
                .flatMap(Function.identity()),
            section
                .section("service-account", CredentialEntry::serviceAccount)
                .flatMap(Function.identity()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Credential> basic(Section section, SecretFiles secrets) {
    var username = section.required("username", Function.identity());
    var password = section.required("password-file", secrets::read).map(TokenDigest::ofToken);
    return username.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : checked(section, "username", () -> new Credential.Basic(username.get(), password.get()));
  }

  private static Optional<Credential> certificate(Section section) {
    if (NAMES.stream().filter(section::has).count() != 1) {
      section.problem(NAMES.getFirst(), "must be exactly one of " + String.join(", ", NAMES));
    }
    return Stream.of(
            section.scalar("san-uri", name -> certificate(NameType.SAN_URI, name)),
            section.scalar("san-dns", name -> certificate(NameType.SAN_DNS, name)),
            section.scalar("subject-cn", name -> certificate(NameType.SUBJECT_CN, name)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Credential certificate(NameType type, String name) {
    return new Credential.Certificate(type, name);
  }

  private static Optional<Credential> serviceAccount(Section section) {
    var namespace = section.required("namespace", Function.identity());
    var name = section.required("name", Function.identity());
    return namespace.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : checked(
            section, "name", () -> new Credential.ServiceAccount(namespace.get(), name.get()));
  }

  private static Optional<Credential> checked(
      Section section, String key, Supplier<Credential> credential) {
    try {
      return Optional.of(credential.get());
    } catch (IllegalArgumentException e) {
      section.problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
