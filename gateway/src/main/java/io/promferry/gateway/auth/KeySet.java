package io.promferry.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's public keys, by their ids. Only RSA and elliptic curves: a key that is also a secret
 * proves nothing about who signed. Immutable.
 */
final class KeySet {
  private static final int LEAST_RSA_BITS = 2048;

  private final Map<String, List<Key>> byId;
  private final List<JWK> keys;

  private record Key(JWK jwk, JWSVerifier verifier) {
    boolean verifies(SignedJWT token) throws JOSEException {
      var algorithm = token.getHeader().getAlgorithm();
      return verifier.supportedJWSAlgorithms().contains(algorithm)
          && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(algorithm))
          && token.verify(verifier);
    }
  }

  private KeySet(List<Key> keys) {
    this.byId = keys.stream().collect(groupingBy(key -> key.jwk().getKeyID()));
    this.keys = keys.stream().map(Key::jwk).toList();
  }

  /**
   * Reads a JSON Web Key Set; keys for other uses, of other kinds, on other curves, broken ones and
   * those without an id are left out.
   *
   * @throws UnusableKeysException if nothing is left
   */
  static KeySet parse(byte[] json) throws UnusableKeysException {
    var usable = new ArrayList<Key>();
    try {
      for (var member : members(json)) {
        key(member).ifPresent(usable::add);
      }
    } catch (ParseException e) {
      throw new UnusableKeysException("not a JSON Web Key Set", e);
    }
    if (usable.isEmpty()) {
      throw new UnusableKeysException("no RSA or EC key for signatures with a kid in it", null);
    }
    return new KeySet(usable);
  }

  private static Map<String, Object>[] members(byte[] json) throws ParseException {
    var set = JSONObjectUtils.parse(new String(json, UTF_8));
    var members = set == null ? null : JSONObjectUtils.getJSONObjectArray(set, "keys");
    if (members == null) {
      throw new ParseException("no keys", 0);
    }
    return members;
  }

  /** Empty for one that we have no use for, as RFC 7517, section 5, wants it. */
  private static Optional<Key> key(Map<String, Object> member) {
    try {
      var jwk = JWK.parse(member);
      var verifier = isForSignatures(jwk) ? verifier(jwk) : null;
      return verifier == null
          ? Optional.empty()
          : Optional.of(new Key(jwk.toPublicJWK(), verifier));
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isForSignatures(JWK jwk) {
    return jwk.getKeyID() != null
        && (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE));
  }

  private static @Nullable JWSVerifier verifier(JWK jwk) throws JOSEException {
    return switch (jwk) {
      case RSAKey rsa when rsa.size() >= LEAST_RSA_BITS -> new RSASSAVerifier(rsa.toPublicJWK());
      case ECKey ec -> new ECDSAVerifier(ec.toPublicJWK());
      default -> null;
    };
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /** Whether the key that the token names has signed it. */
  boolean verifies(SignedJWT token) {
    try {
      for (var key : byId.getOrDefault(token.getHeader().getKeyID(), List.of())) {
        if (key.verifies(token)) {
          return true;
        }
      }
      return false;
    } catch (JOSEException e) {
      return false;
    }
  }

  int size() {
    return keys.size();
  }

  boolean hasSameKeysAs(KeySet other) {
    return keys.equals(other.keys);
  }

  /** What came from a source of keys cannot be used; the message says why. */
  static final class UnusableKeysException extends Exception {
    UnusableKeysException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
