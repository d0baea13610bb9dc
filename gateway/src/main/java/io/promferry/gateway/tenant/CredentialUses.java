package io.promferry.gateway.tenant;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When each credential of one tenant was last used, to a second; kept over reloads as long as the
 * tenant has the credential. Thread-safe; a use within the same second costs a volatile read.
 */
public final class CredentialUses {
  /** Before any time that a clock shows. */
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<Credential, LastUse> byCredential;

  private static final class LastUse {
    private volatile long seconds = NEVER;

    /** Two at once may leave the earlier of two neighbouring seconds. */
    void at(long nowSeconds) {
      if (seconds < nowSeconds) {
        seconds = nowSeconds;
      }
    }
  }

  /**
   * One credential.
   *
   * @param lastUsedSeconds since 1970; empty if it was not used since this gateway knows it
   */
  public record Use(Credential credential, OptionalLong lastUsedSeconds) {}

  private CredentialUses(Map<Credential, LastUse> byCredential) {
    this.byCredential = byCredential;
  }

  /** Of these credentials; what is in {@code before} goes on, also for those who still use that. */
  public static CredentialUses of(List<Credential> credentials, @Nullable CredentialUses before) {
    var uses = new LinkedHashMap<Credential, LastUse>();
    for (var credential : credentials) {
      var known = before == null ? null : before.byCredential.get(credential);
      uses.put(credential, known == null ? new LastUse() : known);
    }
    return new CredentialUses(uses);
  }

  /** The tenant has shown this credential, and was let in; one that is not its own is ignored. */
  public void used(Credential credential, long nowSeconds) {
    var use = byCredential.get(credential);
    if (use != null) {
      use.at(nowSeconds);
    }
  }

  /** All of them, in the order of the entry. */
  public List<Use> snapshot() {
    return byCredential.entrySet().stream()
        .map(entry -> new Use(entry.getKey(), lastUsed(entry.getValue().seconds)))
        .toList();
  }

  private static OptionalLong lastUsed(long seconds) {
    return seconds == NEVER ? OptionalLong.empty() : OptionalLong.of(seconds);
  }
}
