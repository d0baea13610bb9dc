package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantSeriesConfigTest {
  private static final String REST =
      "\nupstreams: [{name: central, url: \"http://central:9090/api/v1/write\"}]"
          + "\ntenants: {files: [tenants.yml]}";

  @TempDir private Path directory;

  @Test
  void writesNoneUnlessTold() throws IOException, ConfigException {
    assertThat(load("").tenantSeries()).isNull();
  }

  @Test
  void writesThemTwiceAMinute() throws IOException, ConfigException {
    assertThat(load("tenant-series: {}").tenantSeries())
        .isEqualTo(new TenantSeriesConfig(Duration.ofSeconds(30)));
  }

  @Test
  void writesThemAsOftenAsIsSaid() throws IOException, ConfigException {
    assertThat(load("tenant-series: {every: 2m}").tenantSeries())
        .isEqualTo(new TenantSeriesConfig(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenant-series: true | tenant-series: must be a mapping of keys",
        "tenant-series: {every: 999ms} | tenant-series.every: must be between 1s and 2m, got 999ms",
        "tenant-series: {every: 121s} | tenant-series.every: must be between 1s and 2m, got 121s",
        "tenant-series: {every: often} | tenant-series.every: must be a duration",
        "tenant-series: {enabled: true} | tenant-series.enabled: unknown key",
      })
  void saysWhatIsWrong(String yaml, String problem) {
    assertThat(
            String.join(
                "\n", catchThrowableOfType(ConfigException.class, () -> load(yaml)).problems()))
        .contains(problem);
  }

  private GatewayConfig load(String yaml) throws IOException, ConfigException {
    return GatewayConfig.load(Files.writeString(directory.resolve("gateway.yml"), yaml + REST));
  }
}
