package io.promferry.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the operator asked of an API server in its own tests, against the rendered roles. A line is
 * {@code verb group/resource where}; {@code tenant} is a tenant's namespace, {@code cluster} none.
 */
class OperatorRequestsTest {
  private static final Path RECORDED =
      Path.of("../tenant-prom-config/src/test/resources/operator-requests.txt");

  @Test
  void areAllAllowed() throws IOException {
    var rights =
        Rights.of(
            RenderedChart.of("minimal", helm -> helm.set("tenantNamespaces[0]", "acme")),
            "promferry-operator");

    assertThat(Files.readAllLines(RECORDED, UTF_8))
        .filteredOn(line -> !line.isBlank())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(allows(rights, line)).as(line).isTrue());
  }

  private static boolean allows(Rights rights, String line) {
    var words = line.split(" ", 3);
    var kind = words[1].split("/", 2);
    var group = kind[0].equals("core") ? "" : kind[0];
    var namespace =
        switch (words[2]) {
          case "cluster" -> "";
          case "tenant" -> "acme";
          default -> words[2];
        };
    return words[0].equals("bind")
        ? rights.allowNamed("bind", group, kind[1], "promferry-tenant")
        : rights.allow(words[0], group, kind[1], namespace);
  }
}
