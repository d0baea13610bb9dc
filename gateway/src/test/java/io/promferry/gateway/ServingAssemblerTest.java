package io.promferry.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.limits.SeriesMemory;
import io.promferry.gateway.pipeline.RulesMemory;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Upstream;
import io.promferry.gateway.upstream.Upstreams;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelEdit;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SeriesVerdict;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingAssemblerTest {
  private static final String GLOBAL = "[{target_label: a, replacement: global}]";
  private static final String OWN = "[{source_labels: [a], target_label: b}]";

  private final Vertx vertx = Vertx.vertx();
  private final GatewayMeters meters = new GatewayMeters("test");
  private final RulesMemory memory = new RulesMemory(1 << 20);
  @TempDir private Path directory;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
    meters.close();
  }

  @Test
  void appliesTheRulesForEveryTenantAndThenTheTenantsOwn() throws IOException, ConfigException {
    var serving = assemble(GLOBAL, OWN);

    assertThat(judge(serving, "acme"))
        .isEqualTo(hash("tenant", "acme", "vpc", "blue", "a", "global", "b", "global"));
    assertThat(judge(serving, "beta"))
        .isEqualTo(hash("tenant", "beta", "vpc", "blue", "a", "global"));
  }

  @Test
  void leavesTheGateOfATenantWithoutRulesOpen() throws IOException, ConfigException {
    var serving = assemble("[]", OWN);

    assertThat(gate(serving, "beta")).isSameAs(SeriesGate.OPEN);
    assertThat(gate(serving, "acme")).isNotSameAs(SeriesGate.OPEN);
  }

  @Test
  void keepsWhatIsRememberedOfTenantsThatAReloadDoesNotChange()
      throws IOException, ConfigException {
    judge(assemble(GLOBAL, OWN), "beta");
    judge(assemble(GLOBAL, "[]"), "beta");
    long unchanged = memory.computed();
    judge(assemble("[{target_label: a, replacement: other}]", "[]"), "beta");

    assertThat(unchanged).isEqualTo(1);
    assertThat(memory.computed()).isEqualTo(2);
  }

  private Serving assemble(String global, String ofAcme) throws IOException, ConfigException {
    var config = directory.resolve("gateway.yml");
    Files.writeString(
        config,
        """
        upstreams: [{name: central, url: http://127.0.0.1:1}]
        tenants: {files: [tenants.yml]}
        relabel: %s
        """
            .formatted(global));
    Files.writeString(
        directory.resolve("tenants.yml"),
        "tenants: [%s, %s]".formatted(tenant("acme", "0", ofAcme), tenant("beta", "1", "[]")));
    var loaded = LoadedConfig.load(config);
    var central =
        new Upstream(
            loaded.config().upstreams().getFirst(), "test", vertx, meters.upstream("central"));
    var limiters =
        new Limiters<TenantId>(
            new FairBudget(1), new SeriesMemory(1), Duration.ofMinutes(20), () -> 0);
    return ServingAssembler.assemble(
        loaded, new Upstreams(List.of(central)), limiters, memory, meters);
  }

  private static String tenant(String name, String digit, String rules) {
    return "{name: %s, vpc: blue, credentials: [{bearer-token-sha256: \"%s\"}], relabel: %s}"
        .formatted(name, digit.repeat(64), rules);
  }

  private static SeriesGate gate(Serving serving, String tenant) {
    return requireNonNull(serving.tenants().get(new TenantId(tenant, "blue")))
        .plan()
        .splice()
        .gate();
  }

  /** The hash of the labels that become of a series without any but the forced ones. */
  private static long judge(Serving serving, String tenant) {
    var verdict = gate(serving, tenant).judge(labels("tenant", tenant, "vpc", "blue"));
    return verdict instanceof SeriesVerdict.Edited(LabelEdit edit) ? edit.hash() : 0;
  }

  private static long hash(String... namesAndValues) {
    return labels(namesAndValues).hash();
  }

  private static ResolvedLabels labels(String... namesAndValues) {
    var labels = new HashMap<>(Map.of("__name__", "up"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return ResolvedLabels.of(
        labels, ForcedLabels.of(Map.of("tenant", labels.get("tenant"), "vpc", labels.get("vpc"))));
  }
}
