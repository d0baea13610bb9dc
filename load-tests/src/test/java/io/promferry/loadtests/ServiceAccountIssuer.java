package io.promferry.loadtests;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.promferry.loadtests.peer.TenantEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Makes keys and service-account tokens as a Kubernetes API server would. */
final class ServiceAccountIssuer {
  static final String NAME = "https://kubernetes.default.svc";
  private static final String ACCOUNT = "tenant-prometheus";

  private ServiceAccountIssuer() {}

  static ECKey key(String id) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  /** The public halves, as the issuer publishes them. */
  static String keySet(JWK... keys) {
    return new JWKSet(List.of(keys)).toPublicJWKSet().toString();
  }

  /** What the tenant's entry says of its account. */
  static Map<String, Object> credential(TenantEntry tenant) {
    return Map.of("service-account", Map.of("namespace", tenant.name(), "name", ACCOUNT));
  }

  /** A token of the tenant's account, good for an hour. */
  static String token(TenantEntry tenant, ECKey key) throws JOSEException {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(NAME)
            .audience("promferry")
            .subject("system:serviceaccount:" + tenant.name() + ':' + ACCOUNT)
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }
}
