package io.promferry.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.TokenDigest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/** The name and password of an Authorization header, read as RFC 7617 says. */
public final class BasicCredentials {
  private BasicCredentials() {}

  /** Of what stands after the scheme; empty if it is not the base64 of a name, ':' and more. */
  public static Optional<Credential.Basic> parse(String encoded) {
    try {
      var decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)));
      var text = decoded.toString();
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Credential.Basic(
                  text.substring(0, colon), TokenDigest.ofToken(text.substring(colon + 1))));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
