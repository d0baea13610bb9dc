package io.promferry.tenantpromconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rendered {@code prometheus.yml} is one to promtool of a Prometheus that it is meant for.
 */
class PromtoolIT {
  @TempDir private Path root;

  static List<GoldenCase> cases() throws IOException {
    var cases = new ArrayList<GoldenCase>();
    for (var golden : GoldenCase.all()) {
      var rendered = golden.expected("rendered.yaml");
      // Newer than the newest that Debian has.
      if (rendered.contains("kind: StatefulSet") && !rendered.contains("prometheus:v3.8")) {
        cases.add(golden);
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsNothingWrong(GoldenCase golden) throws IOException, InterruptedException {
    var prometheus = RenderedPrometheus.of(golden.expected("rendered.yaml"), root);
    var tools = prometheus.isOfVersion2() ? PeerTools.OWN : PeerTools.NEWER;
    var command = new ArrayList<>(List.of(tools.find("promtool").toString(), "check", "config"));
    if (prometheus.isAgent()) {
      command.add("--agent");
    }
    command.add(prometheus.config().toString());
    var ended = PeerTools.run(command);
    assertThat(ended.code()).as(ended.said()).isZero();
  }
}
