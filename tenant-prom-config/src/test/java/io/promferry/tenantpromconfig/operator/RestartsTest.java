package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.promferry.tenantpromconfig.model.ConditionType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartsTest {
  private final Cluster cluster = new Cluster();

  @BeforeEach
  void begin() {
    cluster.add("acme");
    cluster.ready("acme");
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private boolean podIsThere() {
    return cluster.admin.pods().inNamespace("acme").withName("promferry-acme-0").get() != null;
  }

  private String reason() {
    return cluster.condition("acme", ConditionType.PROMETHEUS_READY).getReason();
  }

  @Test
  void replacesAPodOfAnOldRevisionWhileSamplesFlow() {
    cluster.revision("acme", "r2");
    cluster.look("acme");

    assertThat(podIsThere()).isFalse();
    assertThat(reason()).isEqualTo("RollingOut");
  }

  @Test
  void replacesNoPodWhileSamplesDoNotFlow() {
    cluster.reports.say(Cluster.ACME, GatewayReports.Flow.SILENT, "");
    cluster.revision("acme", "r2");
    cluster.settle("acme");

    assertThat(podIsThere()).isTrue();
    assertThat(cluster.condition("acme", ConditionType.PROMETHEUS_READY).getMessage())
        .contains("comes when samples flow");
  }

  @Test
  void replacesAPodThatDoesNotRunAtOnce() {
    cluster.reports.say(Cluster.ACME, GatewayReports.Flow.SILENT, "");
    cluster.revision("acme", "r2");
    cluster.podIs(
        "acme",
        new PodStatusBuilder()
            .addNewContainerStatus()
            .withNewState()
            .withNewWaiting()
            .withReason("ImagePullBackOff")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .build());
    cluster.look("acme");

    assertThat(podIsThere()).isFalse();
  }

  @Test
  void isDoneOnlyWhenSamplesFlowAgain() {
    cluster.revision("acme", "r2");
    cluster.look("acme");
    cluster.clock.advance(Duration.ofMinutes(1));
    cluster.podRuns("acme", "r2");
    cluster.look("acme");
    assertThat(cluster.condition("acme", ConditionType.PROMETHEUS_READY).getMessage())
        .contains("first samples after the restart");

    cluster.clock.advance(Duration.ofMinutes(1));
    cluster.reports.flowing(Cluster.ACME, cluster.clock.instant());
    cluster.look("acme");
    assertThat(reason()).isEqualTo("Running");
  }
}
