package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples for Grafana: with the fields that its provisioning has, and no others. */
class DatasourcesTest {
  private static final Path EXAMPLES = Path.of("datasources");

  record Provisioning(int apiVersion, List<Datasource> datasources) {}

  record Datasource(
      String name,
      String uid,
      String type,
      String access,
      String url,
      JsonData jsonData,
      Map<String, String> secureJsonData) {}

  record JsonData(
      String httpMethod,
      String timeInterval,
      String prometheusType,
      String prometheusVersion,
      String httpHeaderName1) {}

  static Stream<Path> examples() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void areForADataSourceOfPrometheusKind(Path example) {
    var provisioning = StrictKinds.read(Yaml.file(example), Provisioning.class);

    assertThat(provisioning.apiVersion()).isOne();
    assertThat(provisioning.datasources())
        .singleElement()
        .satisfies(datasource -> {
          assertThat(datasource.uid()).isEqualTo("promferry");
          assertThat(datasource.type()).isEqualTo("prometheus");
          assertThat(datasource.url()).startsWith("http://");
          assertThat(datasource.jsonData().httpMethod()).isEqualTo("POST");
        });
  }

  @Test
  void areThoseThatTheManualNames() throws IOException {
    var manual = Files.readString(Path.of("../gateway/docs/stores.md"));

    assertThat(examples())
        .hasSize(4)
        .allSatisfy(example -> assertThat(manual).contains("../../helm/" + example));
  }
}
