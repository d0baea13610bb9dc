package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.HouseFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules as they stand, by promtool: what is written in {@code alerts.test.yml} comes true. */
@Tag("no-peers")
class AlertsIT {
  private static final String CASES = "alerts.test.yml";
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RECORD = Pattern.compile("- record: (\\S+)");

  @TempDir private Path directory;
  private String rules;
  private String cases;

  @BeforeEach
  void write() throws IOException {
    rules = Files.readString(HouseFiles.loadTests("../helm/promferry/alerts.yaml"));
    try (var in = Objects.requireNonNull(AlertsIT.class.getResourceAsStream(CASES))) {
      cases = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(directory.resolve("alerts.yml"), rules);
    Files.writeString(directory.resolve(CASES), cases);
  }

  @Test
  void fireWhenTheyShouldAndOnlyThen() throws IOException, InterruptedException {
    Promtool.passes("test", "rules", directory.resolve(CASES).toString());
  }

  @Test
  void haveACaseEach() {
    assertThat(ALERT.matcher(rules).results().map(alert -> alert.group(1)))
        .hasSizeGreaterThan(15)
        .allSatisfy(alert -> assertThat(cases).contains("alertname=\"" + alert + '"'));
  }

  @Test
  void areRecordedAsACaseSays() {
    assertThat(RECORD.matcher(rules).results().map(series -> series.group(1)))
        .hasSizeGreaterThan(5)
        .allSatisfy(series -> assertThat(cases).contains(series));
  }
}
