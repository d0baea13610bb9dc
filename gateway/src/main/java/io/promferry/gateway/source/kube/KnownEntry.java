package io.promferry.gateway.source.kube;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.tenant.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one Secret.
 *
 * @param newest as it is now
 * @param terms under which it was read
 * @param good what is served of it; null if it was never good
 * @param problems with its newest state; none if that is what is served
 */
record KnownEntry(
    EntrySecret newest, EntryTerms terms, @Nullable Good good, List<String> problems) {
  /** A state that could be used, and the tenants in it. */
  record Good(EntrySecret secret, List<Tenant> tenants) {
    /** The same under other terms; as it was read last if it could not be used under those. */
    Good under(EntryTerms terms) {
      try {
        return new Good(secret, EntryReader.read(secret, terms));
      } catch (ConfigException e) {
        return this;
      }
    }
  }

  /** What becomes of {@code before}, null if there was nothing, when the Secret is now this. */
  static KnownEntry read(EntrySecret secret, EntryTerms terms, @Nullable KnownEntry before) {
    if (before != null && before.newest.isSame(secret) && before.terms.equals(terms)) {
      return before;
    }
    try {
      var good = new Good(secret, EntryReader.read(secret, terms));
      return new KnownEntry(secret, terms, good, List.of());
    } catch (ConfigException e) {
      return new KnownEntry(secret, terms, lastGood(secret, terms, before), e.problems());
    }
  }

  /** None of a Secret that was deleted, even if there is another one of its name now. */
  private static @Nullable Good lastGood(
      EntrySecret secret, EntryTerms terms, @Nullable KnownEntry before) {
    if (before == null || before.good == null || !before.newest.isSameObject(secret)) {
      return null;
    }
    return before.terms.equals(terms) ? before.good : before.good.under(terms);
  }
}
