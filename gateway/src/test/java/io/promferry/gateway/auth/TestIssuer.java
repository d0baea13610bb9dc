package io.promferry.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

/** Makes keys and service-account tokens as a Kubernetes API server would. */
public final class TestIssuer {
  /** The issuer that its tokens name. */
  public static final String NAME = "https://kubernetes.default.svc";

  private static final int RSA_BITS = 2048;

  private TestIssuer() {}

  static RSAKey rsa(String id) throws JOSEException {
    return new RSAKeyGenerator(RSA_BITS).keyID(id).generate();
  }

  static ECKey ec(Curve curve, String id) throws JOSEException {
    return new ECKeyGenerator(curve).keyID(id).generate();
  }

  static String jwks(JWK... keys) {
    return new JWKSet(Arrays.asList(keys)).toPublicJWKSet().toString();
  }

  /** Good for ten minutes from then. */
  static JWTClaimsSet.Builder claims(String subject, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(List.of("other", "promferry"))
        .subject(subject)
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
  }

  static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) throws JOSEException {
    return sign(key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
  }

  static String sign(JWK key, JWSHeader header, JWTClaimsSet claims) throws JOSEException {
    JWSSigner signer =
        key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
    var token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  /** A key set and a token that it verifies. */
  public record KeysAndToken(String jwks, String token) {}

  /** For the service account of that name and namespace, by a new key. */
  public static KeysAndToken issue(String keyId, String namespace, String name) throws Exception {
    var key = rsa(keyId);
    var claims = claims("system:serviceaccount:" + namespace + ":" + name, Instant.now()).build();
    return new KeysAndToken(jwks(key), sign(key, JWSAlgorithm.RS256, claims));
  }
}
