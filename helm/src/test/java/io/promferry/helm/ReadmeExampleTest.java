package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeExampleTest {
  @Test
  void isEnoughToInstallTheChart(@TempDir Path directory) throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var start = readme.indexOf("```yaml\n") + "```yaml\n".length();
    var example = readme.substring(start, readme.indexOf("```", start));
    var values = Files.writeString(directory.resolve("values.yaml"), example);

    var rendered = RenderedChart.template(values).call();

    assertThat(rendered)
        .contains("registry.example/promferry-gateway:0.1.0", "clusterIP: 10.96.0.50");
  }
}
