package io.promferry.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Cause;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.auth.AuthResult.Unavailable;
import io.promferry.gateway.tenant.Credential.ServiceAccount;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TokenDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Kubernetes service-account tokens: JSON Web Tokens of one issuer, for one audience, checked as
 * RFC 8725 advises. What was verified is remembered by digest until it expires or the keys change,
 * so that a token that comes again costs a hash, while the time that unknown ones take is bounded.
 * Thread-safe, never blocks.
 */
public final class ServiceAccountTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Pattern SUBJECT = Pattern.compile("system:serviceaccount:([^:]+):([^:]+)");
  private static final int LONGEST_KEY_ID = 256;
  private static final int MOST_REMEMBERED = 10_000;

  private final String issuer;
  private final String audience;
  private final KeyRing keys;
  private final Runnable askForKeys;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ForgeryBudget forgeries;
  private final Cache<TokenDigest, Verified> remembered =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /** A token that {@code keys} have verified. */
  private record Verified(ServiceAccount account, KeySet keys, Instant notBefore, Instant expiry) {}

  /**
   * {@code askForKeys} must not block: it is called when a token names a key that is not known;
   * {@code nanoTime} is {@link System#nanoTime} outside of tests.
   */
  public ServiceAccountTokens(
      String issuer,
      String audience,
      KeyRing keys,
      Runnable askForKeys,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.issuer = issuer;
    this.audience = audience;
    this.keys = keys;
    this.askForKeys = askForKeys;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.forgeries = new ForgeryBudget(nanoTime.getAsLong());
  }

  /** Whether it looks like one: three parts of base64url. */
  static boolean mayBe(String token) {
    return FORM.matcher(token).matches();
  }

  AuthResult authenticate(String token, TokenDigest digest, TenantDirectory directory) {
    var current = keys.keys();
    if (current == null) {
      askForKeys.run();
      return new Unavailable(Cause.KEYS_NOT_LOADED);
    }
    var known = remembered.getIfPresent(digest);
    if (known != null && known.keys == current) {
      return admit(known, directory);
    }
    remembered.invalidate(digest);
    long began = nanoTime.getAsLong();
    if (forgeries.isUsedUp(began)) {
      return new Unavailable(Cause.TOO_MANY_UNKNOWN_TOKENS);
    }
    var result = verify(token, digest, directory);
    if (result instanceof Rejected) {
      long now = nanoTime.getAsLong();
      forgeries.spend(now - began, now);
    }
    return result;
  }

  private AuthResult verify(String token, TokenDigest digest, TenantDirectory directory) {
    try {
      return verify(SignedJWT.parse(token), digest, directory);
    } catch (ParseException | NullPointerException e) {
      // The parser does not expect a header that is JSON's null.
      return new Rejected(Reason.UNKNOWN);
    }
  }

  /** What costs nothing comes before the signature; who has which account, only after it. */
  private AuthResult verify(SignedJWT token, TokenDigest digest, TenantDirectory directory)
      throws ParseException {
    var claims = token.getJWTClaimsSet();
    var account = account(claims);
    if (!isAcceptable(token.getHeader()) || !isForUs(claims) || account.isEmpty()) {
      return new Rejected(Reason.UNTRUSTED);
    }
    var expiry = claims.getExpirationTime().toInstant();
    if (hasPassed(expiry)) {
      return new Rejected(Reason.EXPIRED);
    }
    return switch (keys.find(token.getHeader().getKeyID())) {
      case KeyRing.Lookup.NotLoaded _ -> new Unavailable(Cause.KEYS_NOT_LOADED);
      case KeyRing.Lookup.Absent _ -> new Rejected(Reason.UNTRUSTED);
      case KeyRing.Lookup.Unsure _ -> {
        askForKeys.run();
        yield new Unavailable(Cause.KEY_NOT_KNOWN);
      }
      case KeyRing.Lookup.Present present -> {
        if (!present.keys().verifies(token)) {
          yield new Rejected(Reason.UNTRUSTED);
        }
        var notBefore = claims.getNotBeforeTime();
        var verified =
            new Verified(
                account.get(),
                present.keys(),
                notBefore == null ? Instant.MIN : notBefore.toInstant(),
                expiry);
        remembered.put(digest, verified);
        yield admit(verified, directory);
      }
    };
  }

  private AuthResult admit(Verified verified, TenantDirectory directory) {
    if (hasPassed(verified.expiry)) {
      return new Rejected(Reason.EXPIRED);
    }
    if (clock.instant().plus(CLOCK_SKEW).isBefore(verified.notBefore)) {
      return new Unavailable(Cause.NOT_VALID_YET);
    }
    return directory
        .find(verified.account)
        .<AuthResult>map(tenant -> new Authenticated(tenant, verified.account))
        .orElseGet(() -> new Rejected(Reason.UNKNOWN));
  }

  private boolean hasPassed(Instant expiry) {
    return !clock.instant().isBefore(expiry.plus(CLOCK_SKEW));
  }

  /** Kubernetes gives its tokens no type, others the usual one; any other is not meant for this. */
  private static boolean isAcceptable(JWSHeader header) {
    return ALGORITHMS.contains(header.getAlgorithm())
        && (header.getType() == null || header.getType().equals(JOSEObjectType.JWT))
        && header.getKeyID() != null
        && header.getKeyID().length() <= LONGEST_KEY_ID;
  }

  private boolean isForUs(JWTClaimsSet claims) {
    return issuer.equals(claims.getIssuer())
        && claims.getAudience().contains(audience)
        && claims.getExpirationTime() != null;
  }

  private static Optional<ServiceAccount> account(JWTClaimsSet claims) {
    var subject = claims.getSubject();
    var match = SUBJECT.matcher(subject == null ? "" : subject);
    try {
      return match.matches()
          ? Optional.of(new ServiceAccount(match.group(1), match.group(2)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
