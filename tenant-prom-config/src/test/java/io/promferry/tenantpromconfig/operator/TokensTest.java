package io.promferry.tenantpromconfig.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.MetricsTenantSpec;
import io.promferry.tenantpromconfig.operator.credentials.EntryCredentials;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokensTest {
  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private String digestInUse() {
    return cluster.token("acme").orElseThrow().sha256();
  }

  private String entry() {
    return EntryCredentials.text(cluster.secret("promferry-tenants", "acme").orElseThrow());
  }

  private void askForRotation(String value) {
    cluster.edit(
        "acme",
        tenant -> {
          tenant.getMetadata().setAnnotations(Map.of("promferry.io/rotate", value));
          return tenant;
        });
  }

  /** The gateway knows whatever the tenant could send at this moment. */
  private void assertNoWriteIsRefused() {
    assertThat(entry()).contains(digestInUse());
  }

  @Test
  void givesTheTenantNoTokenThatAGatewayDoesNotKnow() {
    cluster.reports.loaded = false;
    cluster.add("acme");
    cluster.settle("acme");

    assertThat(cluster.token("acme")).isEmpty();
    assertThat(cluster.find(StatefulSet.class, "acme", "promferry-acme")).isEmpty();
    assertThat(cluster.condition("acme", ConditionType.CREDENTIALS_READY).getReason())
        .isEqualTo("WaitsForGateway");
  }

  @Test
  void rotatesOnDemandWithoutARefusedWrite() {
    cluster.add("acme");
    cluster.ready("acme");
    var first = digestInUse();
    askForRotation("1");
    cluster.reports.loaded = false;
    cluster.settle("acme");
    assertThat(digestInUse()).isEqualTo(first);
    assertNoWriteIsRefused();

    cluster.reports.loaded = true;
    cluster.settle("acme");
    assertThat(digestInUse()).isNotEqualTo(first);
    assertThat(entry()).contains(first, digestInUse());

    cluster.reports.used(digestInUse().substring(0, 12), cluster.clock.instant());
    cluster.settle("acme");
    cluster.clock.advance(Duration.ofMinutes(11));
    cluster.settle("acme");
    assertThat(entry()).contains(digestInUse()).doesNotContain(first);
  }

  @Test
  void rotatesOnSchedule() {
    cluster.add("acme");
    cluster.ready("acme");
    var first = digestInUse();
    cluster.clock.advance(Duration.ofDays(30));
    cluster.settle("acme");

    assertThat(digestInUse()).isNotEqualTo(first);
  }

  @Test
  void comesThroughARestartBeforeEachLook() {
    cluster.add("acme");
    cluster.ready("acme");
    var first = digestInUse();
    askForRotation("1");
    cluster.reports.loaded = false;
    for (int i = 0; i < 3; i++) {
      cluster.restart();
      cluster.look("acme");
      assertNoWriteIsRefused();
    }
    cluster.reports.loaded = true;
    cluster.restart();
    for (int i = 0; i < 3; i++) {
      cluster.look("acme");
      assertNoWriteIsRefused();
    }

    assertThat(digestInUse()).isNotEqualTo(first);
    assertThat(entry()).contains(first);
  }

  @Test
  void replacesAnAlteredTokenAndNeverLetsTheGatewayKnowIt() {
    cluster.add("acme");
    cluster.ready("acme");
    var forged = Base64.getEncoder().encodeToString("forged".getBytes(UTF_8));
    cluster
        .admin
        .resource(cluster.secret("acme", "promferry-acme-credentials").orElseThrow())
        .edit(s -> new SecretBuilder(s).addToData("token", forged).build());
    var forgedDigest = digestInUse();
    cluster.settle("acme");

    assertThat(digestInUse()).isNotEqualTo(forgedDigest);
    assertThat(entry()).contains(digestInUse()).doesNotContain(forgedDigest);
  }

  @Test
  void makesANewTokenWhereTheSecretWasDeleted() {
    cluster.add("acme");
    cluster.ready("acme");
    var first = digestInUse();
    cluster.admin.secrets().inNamespace("acme").withName("promferry-acme-credentials").delete();
    cluster.settle("acme");

    assertThat(digestInUse()).isNotEqualTo(first);
    assertNoWriteIsRefused();
  }

  @Test
  void keepsTheTokenWhileTheServiceAccountIsNotInUse() {
    cluster.add("acme");
    cluster.ready("acme");
    var token = digestInUse();
    cluster.edit("acme", TokensTest::withServiceAccount);
    cluster.settle("acme");

    assertThat(entry()).contains(token, "service-account", "promferry-acme");
    assertThat(cluster.token("acme")).isPresent();

    cluster.reports.used("acme/promferry-acme", cluster.clock.instant());
    cluster.settle("acme");
    cluster.clock.advance(Duration.ofMinutes(11));
    cluster.settle("acme");
    assertThat(entry()).contains("service-account").doesNotContain(token);
    assertThat(cluster.token("acme")).isEmpty();
  }

  private static MetricsTenant withServiceAccount(MetricsTenant tenant) {
    var spec = tenant.getSpec();
    tenant.setSpec(
        new MetricsTenantSpec(
            spec.tenant(),
            spec.vpc(),
            spec.namespace(),
            null,
            null,
            null,
            null,
            new CredentialsSpec(CredentialsSpec.Kind.SERVICE_ACCOUNT, null),
            null,
            null,
            null));
    return tenant;
  }

  @Test
  void keepsTheTokenOutOfEverythingButTheTenantsSecret() {
    cluster.add("acme");
    cluster.ready("acme");
    var token = cluster.token("acme").orElseThrow().value();
    var encoded = Base64.getEncoder().encodeToString(token.getBytes(UTF_8));
    var entry = cluster.secret("promferry-tenants", "acme").orElseThrow();
    var tenant = cluster.admin.getKubernetesSerialization().asYaml(cluster.get("acme"));

    assertThat(cluster.admin.getKubernetesSerialization().asYaml(entry))
        .doesNotContain(token, encoded);
    assertThat(tenant).doesNotContain(token, encoded);
  }
}
