package io.promferry.tenantpromconfig.operator.credentials;

import io.promferry.tenantpromconfig.operator.credentials.Credential.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a tenant's credentials follow one another without a refused write: the new one is put beside
 * the old ones; when every gateway has loaded it the tenant's Prometheus gets it; the old ones go
 * after the new one was used and they have not been for a while.
 *
 * <p>Each step starts from what stands in the cluster. An operator that was restarted has lost the
 * token that it held: it makes another one, which replaces nothing that is in use.
 */
public final class CredentialRotation {
  /** So long both are good after the new one was first used, and an old one is unused. */
  static final Duration OVERLAP = Duration.ofMinutes(10);

  /**
   * After this an old token goes even if somebody still uses it: it may have been stolen. Not so
   * where its kind changes, because then pods use it until they are restarted.
   */
  static final Duration LONGEST_OVERLAP = Duration.ofHours(1);

  private static final int MOST_CREDENTIALS = 8;

  private final Supplier<BearerToken> mint;

  public CredentialRotation(Supplier<BearerToken> mint) {
    this.mint = mint;
  }

  /** The next step from this state, with the token that was held from the last one. */
  public CredentialStep next(
      CredentialState state,
      Optional<BearerToken> held,
      CredentialWish wish,
      CredentialSigns signs,
      Instant now) {
    var known = state.credentials().stream().map(c -> observed(c, signs, now)).toList();
    var observed = new CredentialState(known, signs.rotateRequest());
    return switch (wish) {
      case CredentialWish.ServiceAccount(var name) -> serviceAccount(observed, name, signs, now);
      case CredentialWish.Token token -> token(observed, state, held, token, signs, now);
    };
  }

  private static Credential observed(Credential credential, CredentialSigns signs, Instant now) {
    var seen = credential;
    if (!seen.isDelivered() && has(seen, signs)) {
      seen = seen.deliveredAt(now);
    }
    if (seen.isDelivered()
        && seen.used() == null
        && signs.lastUsed().apply(seen.id()).isPresent()) {
      seen = seen.usedAt(now);
    }
    return seen;
  }

  private static boolean has(Credential credential, CredentialSigns signs) {
    return switch (credential.kind()) {
      case TOKEN -> signs.presented().filter(credential.name()::equals).isPresent();
      case SERVICE_ACCOUNT -> signs.loaded();
    };
  }

  private static CredentialStep serviceAccount(
      CredentialState state, String name, CredentialSigns signs, Instant now) {
    var isNewest =
        state
            .newest()
            .filter(c -> c.kind() == Kind.SERVICE_ACCOUNT && c.name().equals(name))
            .isPresent();
    var next =
        isNewest
            ? withoutOld(state, signs, now)
            : withFirst(state, Credential.fresh(Kind.SERVICE_ACCOUNT, name, now));
    return new CredentialStep(next, Optional.empty(), Optional.empty());
  }

  private CredentialStep token(
      CredentialState observed,
      CredentialState before,
      Optional<BearerToken> held,
      CredentialWish.Token wish,
      CredentialSigns signs,
      Instant now) {
    var why = whyAnother(observed, before, held, wish, signs, now);
    if (why.isEmpty()) {
      var delivered = observed.newest().filter(Credential::isDelivered).isPresent();
      return new CredentialStep(
          withoutOld(observed, signs, now), delivered ? Optional.empty() : held, why);
    }
    var token = mint.get();
    var next = withFirst(observed, Credential.fresh(Kind.TOKEN, token.sha256(), now));
    return new CredentialStep(next, Optional.of(token), why);
  }

  private static Optional<String> whyAnother(
      CredentialState observed,
      CredentialState before,
      Optional<BearerToken> held,
      CredentialWish.Token wish,
      CredentialSigns signs,
      Instant now) {
    var newest = observed.newest().filter(c -> c.kind() == Kind.TOKEN);
    if (newest.isEmpty()) {
      return Optional.of("FirstToken");
    }
    var digest = newest.get().name();
    if (!newest.get().isDelivered()) {
      var isHeld = held.filter(t -> t.sha256().equals(digest)).isPresent();
      return isHeld ? Optional.empty() : Optional.of("TokenLost");
    }
    if (signs.presented().isEmpty()) {
      return Optional.of("TokenMissing");
    }
    if (!signs.presented().get().equals(digest)) {
      return Optional.of("TokenAltered");
    }
    if (signs.rotateRequest() != null && !signs.rotateRequest().equals(before.rotateRequest())) {
      return Optional.of("RotationRequested");
    }
    return wish.rotateEvery()
        .filter(every -> !now.isBefore(Instant.parse(newest.get().created()).plus(every)))
        .map(every -> "RotationDue");
  }

  /** Older ones stay, even such as were never delivered: their delivery may be under way. */
  private static CredentialState withFirst(CredentialState state, Credential first) {
    var all = new ArrayList<Credential>();
    all.add(first);
    state.credentials().stream()
        .filter(c -> c.kind() != first.kind() || !c.name().equals(first.name()))
        .forEach(all::add);
    while (all.size() > MOST_CREDENTIALS) {
      all.remove(leastNeeded(all));
    }
    return new CredentialState(all, state.rotateRequest());
  }

  private static int leastNeeded(List<Credential> newestFirst) {
    for (int i = newestFirst.size() - 1; i > 0; i--) {
      if (!newestFirst.get(i).isDelivered()) {
        return i;
      }
    }
    return newestFirst.size() - 1;
  }

  private static CredentialState withoutOld(
      CredentialState state, CredentialSigns signs, Instant now) {
    var newest = state.credentials().getFirst();
    var kept =
        state.credentials().stream()
            .filter(c -> c.equals(newest) || !mayGo(c, newest, signs, now))
            .toList();
    return new CredentialState(kept, state.rotateRequest());
  }

  private static boolean mayGo(
      Credential old, Credential newest, CredentialSigns signs, Instant now) {
    if (newest.used() == null) {
      return false;
    }
    var sinceUse = Duration.between(Instant.parse(newest.used()), now);
    var quiet =
        signs
            .lastUsed()
            .apply(old.id())
            .map(used -> Duration.between(used, now))
            .orElse(LONGEST_OVERLAP);
    var mayBeStolen = old.kind() == newest.kind() && sinceUse.compareTo(LONGEST_OVERLAP) >= 0;
    var unused = sinceUse.compareTo(OVERLAP) >= 0 && quiet.compareTo(OVERLAP) >= 0;
    return mayBeStolen || unused;
  }
}
