package io.promferry.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What lets operators in: any one of those that are configured. Secrets stand in files. */
public sealed interface AdminCredential {
  List<String> KINDS = List.of("bearer-token-file", "bearer-token-sha256", "basic");

  /** A bearer token, which the file holds. */
  record BearerTokenFile(Path file) implements AdminCredential {}

  /**
   * A bearer token.
   *
   * @param digest its SHA-256, 64 hexadecimal digits in lower case
   */
  record BearerTokenSha256(String digest) implements AdminCredential {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private static BearerTokenSha256 parse(String text) {
      var digest = text.toLowerCase(Locale.ROOT);
      if (!DIGEST.matcher(digest).matches()) {
        throw new IllegalArgumentException("must be 64 hexadecimal digits");
      }
      return new BearerTokenSha256(digest);
    }

    /** Says nothing of the digest: whoever can read it could try tokens against it. */
    @Override
    public String toString() {
      return "BearerTokenSha256[...]";
    }
  }

  /** A name and a password (RFC 7617), which the file holds. */
  record Basic(String username, Path passwordFile) implements AdminCredential {
    private static Optional<Basic> read(Section section, ConfigFiles files) {
      var username = section.required("username", ClientAuthorization.Basic::username);
      var password = section.required("password-file", files::readable);
      return username.flatMap(u -> password.map(p -> new Basic(u, p)));
    }
  }

  /** Reads a list; empty if there is none, and a problem if it is there and empty. */
  static List<AdminCredential> readAll(Section section, String key, ConfigFiles files) {
    boolean isThere = section.has(key);
    var credentials = section.sections(key, below -> read(below, files));
    if (isThere && credentials.isEmpty()) {
      section.problem(key, "must name at least one credential");
    }
    return credentials.stream().flatMap(Optional::stream).toList();
  }

  private static Optional<AdminCredential> read(Section section, ConfigFiles files) {
    if (KINDS.stream().filter(section::has).count() != 1) {
      section.problem(KINDS.getFirst(), "must be exactly one of " + String.join(", ", KINDS));
    }
    return Stream.<Optional<? extends AdminCredential>>of(
            section.scalar("bearer-token-file", files::readable).map(BearerTokenFile::new),
            section.scalar("bearer-token-sha256", BearerTokenSha256::parse),
            section
                .section("basic", below -> Basic.read(below, files))
                .flatMap(Function.identity()))
        .<AdminCredential>flatMap(Optional::stream)
        .findFirst();
  }
}
