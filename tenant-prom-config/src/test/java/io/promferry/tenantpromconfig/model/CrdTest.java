package io.promferry.tenantpromconfig.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed CRD is the one that the Java types make. */
class CrdTest {
  private static final Path COMMITTED = Path.of("../helm/promferry/crd/metricstenants.yaml");
  private static final String REGENERATE = "promferry.regenerate";

  @Test
  void isTheOneThatTheJavaTypesMake() throws IOException {
    var generated = GeneratedCrd.text();
    if (Boolean.getBoolean(REGENERATE)) {
      Files.createDirectories(COMMITTED.getParent());
      Files.writeString(COMMITTED, generated);
    }
    assertThat(Files.readString(COMMITTED))
        .as(
            "the CRD in the chart is not that of the Java types; regenerate it with"
                + " mvn -pl tenant-prom-config test -Dtest=CrdTest -D"
                + REGENERATE
                + "=true")
        .isEqualTo(generated);
  }
}
