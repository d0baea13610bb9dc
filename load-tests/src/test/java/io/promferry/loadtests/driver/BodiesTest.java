package io.promferry.loadtests.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.proto.v1.WriteRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What is written decodes to what the series set says. */
class BodiesTest {
  @Test
  void writesWhatTheSeriesAre() throws Exception {
    var bodies = Bodies.of(Load.of(2, 4500, Duration.ofSeconds(15), WriteProtocol.RW1));

    for (var template : bodies.templates()) {
      var body = template.body(1_764_326_400_123L, 17, 9);
      assertThat(body).hasSize(template.length());
      var request = WriteRequest.parseFrom(Snappy.uncompress(body));
      assertThat(request.getTimeseriesCount()).isEqualTo(template.seriesCount());
      for (int i = 0; i < template.seriesCount(); i++) {
        int series = template.firstSeries() + i;
        var found = request.getTimeseries(i);
        var labels = new LinkedHashMap<String, String>();
        found.getLabelsList().forEach(label -> labels.put(label.getName(), label.getValue()));
        assertThat(labels).isEqualTo(bodies.series().labels(series, 9));
        assertThat(found.getSamples(0).getTimestamp()).isEqualTo(1_764_326_400_123L);
        assertThat(found.getSamples(0).getValue())
            .isEqualTo(bodies.series().isMarker(series) ? 17 : bodies.series().value(series));
      }
    }
  }
}
