package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ChartTest {
  private static final Helm CHART = new Helm(Path.of("promferry"));

  @Test
  void isWellFormed() {
    var result = CHART.lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Test
  void rendersTheGatewayItsServiceAndItsConfiguration() {
    var objects =
        objects(CHART.template().set("image", "promferry-gateway:test").withName("metrics").call());

    assertThat(objects)
        .extracting(object -> String.valueOf(object.get("kind")))
        .containsOnly("ConfigMap", "Service", "Deployment");
    assertThat(objects.toString()).contains("promferry-gateway:test", "listen: 0.0.0.0:9201");
  }

  private static List<Map<?, ?>> objects(String yaml) {
    var objects = new ArrayList<Map<?, ?>>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      if (document instanceof Map<?, ?> object) {
        objects.add(object);
      }
    }
    return objects;
  }
}
