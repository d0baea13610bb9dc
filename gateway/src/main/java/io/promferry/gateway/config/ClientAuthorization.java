package io.promferry.gateway.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the gateway shows a server to be let in; secrets stand in files, never here. */
public sealed interface ClientAuthorization {
  /** No Authorization header. */
  record None() implements ClientAuthorization {}

  /** {@code Bearer}, with the token that the file holds. */
  record BearerToken(Path file) implements ClientAuthorization {}

  /** {@code Basic}, with the password that the file holds. */
  record Basic(String username, Path passwordFile) implements ClientAuthorization {
    /** RFC 7617: the first colon ends the name. */
    private static final Pattern USERNAME = Pattern.compile("[^:\\p{Cntrl}]+");

    static String username(String text) {
      if (!USERNAME.matcher(text).matches()) {
        throw new IllegalArgumentException("must have neither colons nor control characters");
      }
      return text;
    }

    private static Optional<Basic> read(Section section, ConfigFiles files) {
      var username = section.required("username", Basic::username);
      var password = section.required("password-file", files::readable);
      return username.flatMap(u -> password.map(p -> new Basic(u, p)));
    }
  }

  /** Reads a mapping in which exactly one of the two kinds must stand. */
  static ClientAuthorization read(Section section, ConfigFiles files) {
    if (section.has("bearer-token-file") == section.has("basic")) {
      section.problem("basic", "must stand here, or bearer-token-file: exactly one of the two");
    }
    var bearer = section.scalar("bearer-token-file", files::readable).map(BearerToken::new);
    var basic = section.section("basic", below -> Basic.read(below, files));
    return Optional.<ClientAuthorization>empty()
        .or(() -> bearer)
        .or(() -> basic.flatMap(Function.identity()))
        .orElseGet(None::new);
  }
}
