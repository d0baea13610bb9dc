package io.promferry.gateway.source.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.source.SourcedTenants;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.EntryProblem;
import io.promferry.gateway.tenant.EntryVersion;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.tenant.TokenDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of Secrets, good and bad, from one moment to the next. */
class EntryBookTest {
  private static final EntryTerms TERMS = new EntryTerms(TenantLimits.DEFAULT, 1L << 30, false);
  private static final TenantId ACME = new TenantId("acme", "blue");
  private static final TenantId BETA = new TenantId("beta", "blue");

  @Test
  void readsTokensFromKeysOfTheSameSecret() {
    var tenants =
        serve(
            new Keys("acme", 1)
                .yml("{name: acme, vpc: blue, credentials: [{bearer-token-file: token}]}")
                .key("token", " secret\n")
                .secret());

    assertThat(credentials(tenants, ACME)).containsExactly(token("secret"));
    assertThat(tenants.entries()).containsExactly(Map.entry(ACME, new EntryVersion("acme", "1")));
    assertThat(tenants.problems()).isEmpty();
  }

  @Test
  void servesTheOthersWhenOneIsBroken() {
    var tenants = serve(acme(1, "a"), new Keys("beta", 1).yml("{name: beta}").secret());

    assertThat(ids(tenants)).containsExactly(ACME);
    assertThat(tenants.problems()).extracting(EntryProblem::entry).containsOnly("beta");
    assertThat(tenants.problems().getFirst().text())
        .isEqualTo("tenant.yml:1: tenants[0].vpc: is required");
  }

  @Test
  void keepsTheLastGoodVersionOfWhatIsBroken() {
    var broken = new Keys("acme", 2).yml("{name: acme}").secret();

    var book = EntryBook.EMPTY.next(List.of(acme(1, "a")), TERMS).next(List.of(broken), TERMS);

    assertThat(credentials(book.tenants(), ACME)).containsExactly(token("a"));
    assertThat(book.tenants().entries().get(ACME)).isEqualTo(new EntryVersion("acme", "1"));
    assertThat(book.tenants().problems())
        .extracting(EntryProblem::text)
        .contains("tenant.yml:1: tenants[0].vpc: is required; its last good version stays served");
    var repaired = book.next(List.of(acme(3, "c")), TERMS).tenants();
    assertThat(credentials(repaired, ACME)).containsExactly(token("c"));
    assertThat(repaired.problems()).isEmpty();
  }

  @Test
  void keepsNothingOfADeletedSecretWhoseNameIsTakenByABrokenOne() {
    var other = new Keys("acme", 2).yml("{name: acme}").uid("other").secret();

    var book = EntryBook.EMPTY.next(List.of(acme(1, "a")), TERMS).next(List.of(other), TERMS);

    assertThat(ids(book.tenants())).isEmpty();
  }

  @Test
  void removesTheTenantOfADeletedSecret() {
    var book = EntryBook.EMPTY.next(List.of(acme(1, "a"), beta(1, "b")), TERMS);

    assertThat(ids(book.next(List.of(beta(1, "b")), TERMS).tenants())).containsExactly(BETA);
  }

  @Test
  void leavesATenantThatTwoClaimToTheOlder() {
    var younger = new Keys("a-younger", 1).yml(tenant("acme", "y")).created("2026-02-01T00:00:00Z");
    var older = new Keys("z-older", 1).yml(tenant("acme", "o")).created("2026-01-01T00:00:00Z");

    var tenants = serve(younger.secret(), older.secret());

    assertThat(credentials(tenants, ACME)).containsExactly(token("o"));
    assertThat(tenants.problems())
        .containsExactly(
            new EntryProblem("a-younger", "tenant acme/blue is already in entry z-older"));
  }

  @Test
  void leavesWhatWasCreatedInTheSameSecondToTheFirstByName() {
    var tenants =
        serve(
            new Keys("b", 1).yml(tenant("acme", "second")).secret(),
            new Keys("a", 1).yml(tenant("acme", "first")).secret());

    assertThat(credentials(tenants, ACME)).containsExactly(token("first"));
  }

  @Test
  void takesOnlyTheClaimedCredentialFromTheYounger() {
    var tenants =
        serve(
            new Keys("acme", 1).yml(tenant("acme", "shared")).secret(),
            new Keys("beta", 1).yml(tenant("beta", "shared", "own")).secret());

    assertThat(credentials(tenants, ACME)).containsExactly(token("shared"));
    assertThat(credentials(tenants, BETA)).containsExactly(token("own"));
    assertThat(tenants.problems())
        .containsExactly(
            new EntryProblem(
                "beta",
                "the token of tenant beta/blue is already that of acme/blue in entry acme"));
  }

  @Test
  void doesNotServeWhoHasNoCredentialLeft() {
    var tenants = serve(acme(1, "shared"), beta(1, "shared"));

    assertThat(ids(tenants)).containsExactly(ACME);
    assertThat(tenants.problems())
        .extracting(EntryProblem::text)
        .contains("tenant beta/blue has no credential left");
  }

  @Test
  void servesTheRestOfASecretOfWhichOneTenantIsTaken() {
    var tenants =
        serve(
            acme(1, "a"),
            new Keys("both", 1).yml(tenant("acme", "x") + ", " + tenant("beta", "b")).secret());

    assertThat(ids(tenants)).containsExactly(ACME, BETA);
  }

  @Test
  void givesAClaimToTheNextWhenTheOlderHasGone() {
    var younger = new Keys("younger", 1).yml(tenant("acme", "y")).created("2027-01-01T00:00:00Z");
    var book = EntryBook.EMPTY.next(List.of(acme(1, "a"), younger.secret()), TERMS);

    var after = book.next(List.of(younger.secret()), TERMS).tenants();

    assertThat(credentials(after, ACME)).containsExactly(token("y"));
    assertThat(after.problems()).isEmpty();
  }

  @Test
  void refusesOnlyTheEntryWhoseWritesDoNotFitTheBudget() {
    var terms = new EntryTerms(TenantLimits.DEFAULT, 100 << 20, false);
    var large =
        new Keys("beta", 1)
            .yml(tenant("beta", "b").replace("vpc", "limits: {decoded-bytes: 40MiB}, vpc"));

    var tenants = EntryBook.EMPTY.next(List.of(acme(1, "a"), large.secret()), terms).tenants();

    assertThat(ids(tenants)).containsExactly(ACME);
    assertThat(tenants.problems().getFirst().text())
        .isEqualTo(
            "tenant beta/blue: one write of its largest size needs 117440512 bytes, and"
                + " server.memory-budget is 104857600");
  }

  @Test
  void refusesAServiceAccountWhereNoIssuerIsTrusted() {
    var account =
        "{name: beta, vpc: blue, credentials: [{service-account: {namespace: b, name: b}}]}";
    var secrets = List.of(acme(1, "a"), new Keys("beta", 1).yml(account).secret());
    var trusting = new EntryTerms(TERMS.defaults(), TERMS.memoryBudget(), true);

    assertThat(ids(EntryBook.EMPTY.next(secrets, TERMS).tenants())).containsExactly(ACME);
    assertThat(ids(EntryBook.EMPTY.next(secrets, trusting).tenants())).containsExactly(ACME, BETA);
  }

  @Test
  void appliesOtherDefaultsToWhatIsServedAlsoToALastGoodVersion() {
    var limits = TenantLimits.DEFAULT;
    var terms =
        new EntryTerms(
            new TenantLimits(
                limits.sizes(),
                OptionalInt.of(7),
                limits.samplesPerSecond(),
                limits.burstSamples(),
                limits.activeSeries(),
                limits.samplesAhead()),
            1L << 30,
            false);
    var broken = new Keys("acme", 2).yml("{name: acme}").secret();
    var book = EntryBook.EMPTY.next(List.of(acme(1, "a"), beta(1, "b")), TERMS);

    var after = book.next(List.of(broken, beta(1, "b")), TERMS).next(List.of(broken), terms);

    assertThat(after.tenants().directory().tenants())
        .extracting(tenant -> tenant.limits().requestsInFlight())
        .containsExactly(OptionalInt.of(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hush",
        "*hush",
        "tenants: [{name: acme, vpc: *hush}]",
        "tenants: [{name: acme, vpc: v, credentials: [hush]}]",
        "tenants: [{name: acme, vpc: v, credentials: [{bearer-token-sha256: hush}]}]",
        "tenants: [{name: acme, vpc: v, credentials: [{bearer-token-file: hush}]}]",
        "tenants: [{name: acme, vpc: v, credentials: [{bearer-token: hush}]}]",
        "tenants: [{name: acme, vpc: v, credentials: [{basic: {username: 'hu:hush'}}]}]",
        "tenants: [{name: acme, vpc: v, credentials: [{bearer-token-file: hush",
        "tenants: []",
        "!hush {tenants: []}",
        "{&hush a: 1, &hush b: 2}",
      })
  void saysWhatIsWrongWithoutWhatIsSecret(String document) {
    var tenants = serve(new Keys("acme", 1).key("tenant.yml", document).secret());

    assertThat(tenants.problems()).isNotEmpty();
    assertThat(tenants.problems().toString()).contains("tenant.yml").doesNotContain("hush");
  }

  @Test
  void survivesADocumentThatNoReaderCanFollow() {
    var deep = new Keys("deep", 1).key("tenant.yml", "[".repeat(200_000)).secret();

    var tenants = serve(deep, acme(1, "a"));

    assertThat(ids(tenants)).containsExactly(ACME);
    assertThat(tenants.problems()).extracting(EntryProblem::entry).containsExactly("deep");
  }

  @Test
  void reportsASecretWithoutTheKey() {
    assertThat(serve(new Keys("acme", 1).key("other", "x").secret()).problems())
        .containsExactly(new EntryProblem("acme", "tenant.yml: is no key of the Secret"));
  }

  @Test
  void knowsWhetherAnythingHasChanged() {
    var book = EntryBook.EMPTY.next(List.of(acme(1, "a"), beta(1, "b")), TERMS);

    assertThat(book.isOf(List.of(beta(1, "b"), acme(1, "a")))).isTrue();
    assertThat(book.isOf(List.of(beta(2, "b"), acme(1, "a")))).isFalse();
    assertThat(book.isOf(List.of(acme(1, "a")))).isFalse();
  }

  @Test
  void showsNothingOfASecret() {
    assertThat(acme(1, "a")).hasToString("EntrySecret[acme, version 1]");
  }

  private static SourcedTenants serve(EntrySecret... secrets) {
    return EntryBook.EMPTY.next(List.of(secrets), TERMS).tenants();
  }

  private static EntrySecret acme(int version, String... tokens) {
    return new Keys("acme", version).yml(tenant("acme", tokens)).secret();
  }

  private static EntrySecret beta(int version, String... tokens) {
    return new Keys("beta", version).yml(tenant("beta", tokens)).secret();
  }

  private static String tenant(String name, String... tokens) {
    var credentials = Arrays.stream(tokens).map("{bearer-token-file: %s}"::formatted).toList();
    return "{name: %s, vpc: blue, credentials: %s}".formatted(name, credentials);
  }

  private static List<TenantId> ids(SourcedTenants tenants) {
    return tenants.directory().tenants().stream().map(Tenant::id).toList();
  }

  private static List<Credential> credentials(SourcedTenants tenants, TenantId id) {
    return tenants.directory().tenants().stream()
        .filter(tenant -> tenant.id().equals(id))
        .findFirst()
        .orElseThrow()
        .credentials();
  }

  private static Credential token(String text) {
    return new Credential.BearerToken(TokenDigest.ofToken(text));
  }

  /** A Secret in the making; each token that {@link #tenant} names is there under its own name. */
  private static final class Keys {
    private final String name;
    private final int version;
    private final Map<String, String> data = new HashMap<>();
    private String uid;
    private String created = "2026-01-01T00:00:00Z";

    Keys(String name, int version) {
      this.name = name;
      this.version = version;
      this.uid = "uid of " + name;
      List.of("a", "b", "c", "x", "y", "o", "first", "second", "shared", "own")
          .forEach(token -> key(token, token));
    }

    Keys key(String key, String text) {
      data.put(key, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
      return this;
    }

    Keys yml(String entries) {
      return key("tenant.yml", "tenants: [" + entries + "]");
    }

    Keys uid(String other) {
      uid = other;
      return this;
    }

    Keys created(String time) {
      created = time;
      return this;
    }

    EntrySecret secret() {
      return new EntrySecret(name, uid, created, Integer.toString(version), Map.copyOf(data));
    }
  }
}
