package io.promferry.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Cause;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.auth.AuthResult.Unavailable;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountTokensTest {
  private static final String SUBJECT = "system:serviceaccount:acme:tenant-prometheus";
  private static final Tenant ACME =
      new Tenant(
          new TenantId("acme", "vpc-acme"),
          List.of(new Credential.ServiceAccount("acme", "tenant-prometheus")),
          SourcePolicy.OFF,
          TenantLimits.DEFAULT,
          RelabelRules.NONE,
          List.of());

  private static RSAKey key;
  private static RSAKey other;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos;

  /** How much time passes between two looks at the clock. */
  private long tick;

  private int asked;
  private final FakeKeySource source = new FakeKeySource();
  private final KeyRing ring = new KeyRing(source, () -> nanos);
  private final ServiceAccountTokens tokens =
      new ServiceAccountTokens(
          TestIssuer.NAME, "promferry", ring, () -> asked++, () -> now, () -> nanos += tick);
  private final Authenticator authenticator =
      new Authenticator(TenantDirectory.of(List.of(ACME)), tokens, () -> now);

  @BeforeAll
  static void makeKeys() throws JOSEException {
    key = TestIssuer.rsa("one");
    other = TestIssuer.rsa("two");
  }

  @BeforeEach
  void load() throws InterruptedException {
    fetch(TestIssuer.jwks(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void takesWhatAnRsaKeyHasSigned(String algorithm) throws JOSEException {
    assertThat(authenticate(TestIssuer.sign(key, JWSAlgorithm.parse(algorithm), claims().build())))
        .isEqualTo(new Authenticated(ACME));
  }

  @ParameterizedTest
  @CsvSource({"ES256,P-256", "ES384,P-384", "ES512,P-521"})
  void takesWhatAnEllipticCurveHasSigned(String algorithm, String curve)
      throws InterruptedException, JOSEException {
    var ec = TestIssuer.ec(Curve.parse(curve), "curve");
    fetch(TestIssuer.jwks(key, ec));

    assertThat(authenticate(TestIssuer.sign(ec, JWSAlgorithm.parse(algorithm), claims().build())))
        .isEqualTo(new Authenticated(ACME));
  }

  @Test
  void refusesATokenWithoutASignature() {
    var unsigned = encoded("{\"alg\":\"none\"}") + "." + encoded(claims().build().toString()) + ".";

    assertThat(authenticate(unsigned)).isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(authenticate(unsigned + "AAAA")).isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void refusesASecretMadeOfThePublicKey() throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
            claims().build());
    token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));

    assertThat(authenticate(token.serialize())).isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void neverUsesASecretOfTheKeySet() throws InterruptedException, JOSEException {
    var secret =
        new OctetSequenceKey.Builder("0123456789abcdef0123456789abcdef".getBytes(UTF_8))
            .keyID("secret")
            .build();
    fetch("{\"keys\":[" + secret.toJSONString() + "," + key.toPublicJWK().toJSONString() + "]}");
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("secret").build(), claims().build());
    token.sign(new MACSigner(secret));

    assertThat(ring.size()).isEqualTo(1);
    assertThat(authenticate(token.serialize())).isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void refusesAnAlgorithmOtherThanTheKeysOwn() throws InterruptedException, JOSEException {
    var bound = new RSAKey.Builder(key).algorithm(JWSAlgorithm.RS512).build();
    fetch(TestIssuer.jwks(bound));

    assertThat(authenticate(signed(claims()))).isEqualTo(new Rejected(Reason.UNTRUSTED));
    assertThat(authenticate(TestIssuer.sign(key, JWSAlgorithm.RS512, claims().build())))
        .isEqualTo(new Authenticated(ACME));
  }

  @Test
  void leavesOutKeysForEncryption() throws InterruptedException {
    fetch(TestIssuer.jwks(new RSAKey.Builder(other).keyUse(KeyUse.ENCRYPTION).build(), key));

    assertThat(ring.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kty':'EC','crv':'secp256k1','kid':'k','x':'AA','y':'AA'}",
        "{'kty':'EC','crv':'BP-256','kid':'k','x':'AA','y':'AA'}",
        "{'kty':'RSA','kid':'k'}",
        "{'kid':'k'}"
      })
  void leavesOutKeysThatItCannotUse(String odd) throws InterruptedException, JOSEException {
    fetch(TestIssuer.jwks(other, key).replace("[", "[" + odd.replace('\'', '"') + ","));

    assertThat(ring.size()).isEqualTo(2);
  }

  @Test
  void refusesATokenWhoseHeaderIsNull() {
    assertThat(authenticate(encoded("null") + "." + encoded("{}") + ".AA"))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void hasSoMuchTimeForForgedTokensAndForKnownOnesInAnyCase() throws JOSEException {
    var known = signed(claims());
    var fresh = signed(claims().claim("jti", "fresh"));
    var forged = signed(claims()).replaceFirst("\\.[^.]+$", ".AAAA");
    authenticate(known);

    tick = Duration.ofMillis(1).toNanos();
    for (int i = 0; i < 50; i++) {
      assertThat(authenticate(forged)).isEqualTo(new Rejected(Reason.UNTRUSTED));
    }
    tick = 0;
    var tooMany = new Unavailable(Cause.TOO_MANY_UNKNOWN_TOKENS);
    assertThat(authenticate(forged)).isEqualTo(new Rejected(Reason.UNTRUSTED));
    tick = Duration.ofMillis(50).toNanos();
    authenticate(forged);
    tick = 0;
    assertThat(authenticate(forged)).isEqualTo(tooMany);
    assertThat(authenticate(fresh)).isEqualTo(tooMany);
    assertThat(authenticate(known)).isEqualTo(new Authenticated(ACME));

    nanos += Duration.ofSeconds(3).toNanos();
    assertThat(authenticate(fresh)).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void refusesASignatureByAnotherKeyOfTheSameName() throws JOSEException {
    var forged = new RSAKey.Builder(other).keyID(key.getKeyID()).build();

    assertThat(authenticate(TestIssuer.sign(forged, JWSAlgorithm.RS256, claims().build())))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void refusesATokenOfWhichAnythingWasChanged() throws JOSEException {
    var good = signed(claims());
    var parts = good.split("\\.", -1);
    var claimsOfAnother =
        encoded(claims().subject("system:serviceaccount:acme:other").build().toString());

    assertThat(authenticate(parts[0] + "." + claimsOfAnother + "." + parts[2]))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    for (int length = 0; length < good.length(); length += 7) {
      assertThat(authenticate(good.substring(0, length))).isInstanceOf(Rejected.class);
    }
  }

  @Test
  void refusesOtherIssuersAudiencesAndTypes() throws JOSEException {
    assertThat(authenticate(signed(claims().issuer("https://elsewhere"))))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    assertThat(authenticate(signed(claims().audience("https://kubernetes.default.svc"))))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    assertThat(authenticate(signed(claims().audience(List.of()))))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
    var typed =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .type(new JOSEObjectType("at+jwt"))
            .build();
    assertThat(authenticate(TestIssuer.sign(key, typed, claims().build())))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void refusesATokenThatDoesNotNameItsKey() throws JOSEException {
    var nameless = new JWSHeader.Builder(JWSAlgorithm.RS256).build();

    assertThat(authenticate(TestIssuer.sign(key, nameless, claims().build())))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme",
        "system:serviceaccount:acme",
        "system:serviceaccount:acme:",
        "system:serviceaccount:acme:tenant-prometheus:more",
        "system:serviceaccounts:acme:tenant-prometheus",
        "x:system:serviceaccount:acme:tenant-prometheus",
        "system:serviceaccount:ACME:tenant-prometheus",
        "system:node:acme"
      })
  void refusesSubjectsThatAreNoServiceAccount(String subject) throws JOSEException {
    assertThat(authenticate(signed(claims().subject(subject))))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void doesNotKnowServiceAccountsOfNobody() throws JOSEException {
    assertThat(authenticate(signed(claims().subject("system:serviceaccount:acme:default"))))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void refusesATokenHalfAMinuteAfterItHasExpiredAlsoIfItWasGood() throws JOSEException {
    var token = signed(claims());
    now = now.plus(Duration.ofMinutes(10)).plusSeconds(29);
    assertThat(authenticate(token)).isEqualTo(new Authenticated(ACME));

    now = now.plusSeconds(1);

    assertThat(authenticate(token)).isEqualTo(new Rejected(Reason.EXPIRED));
    assertThat(authenticate(token + "A")).isEqualTo(new Rejected(Reason.EXPIRED));
  }

  @Test
  void refusesATokenThatNeverExpires() throws JOSEException {
    assertThat(authenticate(signed(claims().expirationTime(null))))
        .isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void asksToComeBackWithATokenFromTheFuture() throws JOSEException {
    var token = signed(claims().notBeforeTime(Date.from(now.plusSeconds(31))));

    assertThat(authenticate(token)).isEqualTo(new Unavailable(Cause.NOT_VALID_YET));
    now = now.plusSeconds(1);
    assertThat(authenticate(token)).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void cannotSayBeforeAnyKeysHaveCome() throws InterruptedException, JOSEException {
    var empty = new FakeKeySource();
    var unloaded = new KeyRing(empty, () -> nanos);
    unloaded.fetch();
    var early =
        new Authenticator(
            TenantDirectory.of(List.of(ACME)),
            new ServiceAccountTokens(
                TestIssuer.NAME, "promferry", unloaded, () -> asked++, () -> now, () -> nanos),
            () -> now);

    assertThat(early.authenticate(bearer(signed(claims()))))
        .isEqualTo(new Unavailable(Cause.KEYS_NOT_LOADED));
    assertThat(early.authenticate(bearer("a.b.c")))
        .isEqualTo(new Unavailable(Cause.KEYS_NOT_LOADED));
    assertThat(early.authenticate(bearer("opaque"))).isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void keepsTakingWhatItsKeysVerifyWhileTheSourceIsAway()
      throws InterruptedException, JOSEException {
    source.hold(null);
    nanos = Duration.ofDays(30).toNanos();
    ring.fetch();

    assertThat(ring.isFresh()).isFalse();
    assertThat(authenticate(signed(claims()))).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void asksForAKeyThatHasComeAndTakesItsTokensAfterwards()
      throws InterruptedException, JOSEException {
    var token = TestIssuer.sign(other, JWSAlgorithm.RS256, claims().build());
    assertThat(authenticate(token)).isEqualTo(new Unavailable(Cause.KEY_NOT_KNOWN));
    assertThat(asked).isEqualTo(1);

    nanos++;
    fetch(TestIssuer.jwks(key, other));

    assertThat(authenticate(token)).isEqualTo(new Authenticated(ACME));
    assertThat(authenticate(signed(claims()))).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void refusesAKeyOnlyOnceTheSourceWasAskedForIt() throws InterruptedException, JOSEException {
    var token = TestIssuer.sign(other, JWSAlgorithm.RS256, claims().build());
    nanos = 5;
    assertThat(authenticate(token)).isEqualTo(new Unavailable(Cause.KEY_NOT_KNOWN));

    source.hold(null);
    nanos = 6;
    ring.fetch();
    assertThat(authenticate(token)).isEqualTo(new Unavailable(Cause.KEY_NOT_KNOWN));

    nanos = 7;
    fetch(TestIssuer.jwks(key));
    assertThat(authenticate(token)).isEqualTo(new Rejected(Reason.UNTRUSTED));

    nanos += Duration.ofMinutes(1).toNanos();
    assertThat(authenticate(token)).isEqualTo(new Unavailable(Cause.KEY_NOT_KNOWN));
  }

  @Test
  void forgetsWhatAKeyVerifiedThatIsGone() throws InterruptedException, JOSEException {
    var token = signed(claims());
    assertThat(authenticate(token)).isEqualTo(new Authenticated(ACME));

    nanos++;
    fetch(TestIssuer.jwks(other));

    assertThat(authenticate(token)).isEqualTo(new Unavailable(Cause.KEY_NOT_KNOWN));
    nanos++;
    ring.fetch();
    assertThat(authenticate(token)).isEqualTo(new Rejected(Reason.UNTRUSTED));
  }

  @Test
  void verifiesATokenOnceForAsLongAsTheKeysStay() throws InterruptedException, JOSEException {
    var token = signed(claims());
    authenticate(token);
    var verifiedWith = ring.keys();

    nanos++;
    fetch(TestIssuer.jwks(key));

    assertThat(ring.keys()).isSameAs(verifiedWith);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"RSA\"}]}"})
  void keepsItsKeysWhenTheSourceHoldsNone(String broken)
      throws InterruptedException, JOSEException {
    fetch(broken);

    assertThat(ring.isFresh()).isFalse();
    assertThat(authenticate(signed(claims()))).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void refusesATokenThatIsTooLong() throws JOSEException {
    var huge = signed(claims().claim("more", "x".repeat(Authenticator.LONGEST_CREDENTIAL)));

    assertThat(authenticate(huge)).isEqualTo(new Rejected(Reason.MALFORMED));
  }

  private JWTClaimsSet.Builder claims() {
    return TestIssuer.claims(SUBJECT, now);
  }

  private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return TestIssuer.sign(key, JWSAlgorithm.RS256, claims.build());
  }

  private AuthResult authenticate(String token) {
    return authenticator.authenticate(bearer(token));
  }

  private static Presented bearer(String token) {
    return new Presented("Bearer " + token, null);
  }

  private void fetch(String jwks) throws InterruptedException {
    source.hold(jwks);
    ring.fetch();
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
