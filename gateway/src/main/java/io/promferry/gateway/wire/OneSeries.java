package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;

/** A Remote Write 1.0 request with one series and one sample, made of text. */
public final class OneSeries {
  private static final int TIMESERIES_TAG = 0x0a;
  private static final int SAMPLE_TAG = 0x12;
  private static final int TIMESTAMP_TAG = 0x10;

  private OneSeries() {}

  /**
   * With these labels, name to value, in this order, and the value 0 at that time.
   *
   * @param timestamp in milliseconds since 1970
   */
  public static byte[] request(Map<String, String> labels, long timestamp) {
    var series = new Output();
    labels.forEach((name, value) -> {
      var label = new Label(name.getBytes(UTF_8), value.getBytes(UTF_8));
      series.ensure(label.fieldSize());
      label.writeField(series);
    });
    int sample = 1 + Output.sizeOfVarint64(timestamp);
    series.ensure(2 + sample);
    series.writeByte(SAMPLE_TAG);
    series.writeVarint(sample);
    series.writeByte(TIMESTAMP_TAG);
    series.writeVarint64(timestamp);
    var request = new Output();
    request.ensure((int) Output.sizeOfField(series.length()));
    request.writeByte(TIMESERIES_TAG);
    request.writeVarint(series.length());
    request.append(series);
    return Arrays.copyOf(request.array(), request.length());
  }
}
