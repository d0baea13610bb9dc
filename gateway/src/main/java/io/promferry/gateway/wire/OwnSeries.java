package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Map;

/**
 * A Remote Write 1.0 request of what the gateway itself has to say of a tenant: series with one
 * sample each, and with the tenant's forced labels, as every series has that the tenant sends. A
 * label of ours under a forced name is kept as {@code exported_...}. Not thread-safe.
 */
public final class OwnSeries {
  private static final int INITIAL_BYTES = 2 << 10;
  private static final int SERIES_TAG = 0x0a;
  private static final int SAMPLE_TAG = 0x12;
  private static final int VALUE_TAG = 0x09;
  private static final int TIMESTAMP_TAG = 0x10;

  private final ForcedLabels forced;
  private final Tally tally = new Tally();
  private final Output request = new Output(INITIAL_BYTES);

  /** None yet, of the tenant whose labels these are. */
  public OwnSeries(ForcedLabels forced) {
    this.forced = forced;
  }

  /**
   * Adds a series with a sample.
   *
   * @param labels beside the name and the forced ones, name to value, none empty
   * @param timestamp in milliseconds since 1970
   */
  public void add(String metricName, Map<String, String> labels, double value, long timestamp) {
    var series = new Output(1 << 8);
    writeLabels(metricName, labels, series);
    writeSample(value, timestamp, series);
    request.ensure((int) Output.sizeOfField(series.length()));
    request.writeByte(SERIES_TAG);
    request.writeVarint(series.length());
    request.append(series);
    tally.addSeries(1, 0, 0, timestamp);
  }

  /** Writes the request into {@code out}, which is reset, and says what is in it. */
  public SpliceReport write(Output out) {
    out.reset();
    out.append(request);
    return tally.report(out.length());
  }

  private void writeLabels(String metricName, Map<String, String> labels, Output series) {
    var all = new ArrayList<Label>(1 + labels.size() + forced.size());
    all.add(label("__name__", metricName));
    labels.forEach((name, value) -> all.add(label(unforced(name), value)));
    for (int i = 0; i < forced.size(); i++) {
      all.add(new Label(forced.names[i], forced.values[i]));
    }
    all.sort(null);
    for (Label label : all) {
      series.ensure(label.fieldSize());
      label.writeField(series);
    }
  }

  private static void writeSample(double value, long timestamp, Output series) {
    int size = 2 + Double.BYTES + Output.sizeOfVarint64(timestamp);
    series.ensure(2 + size);
    series.writeByte(SAMPLE_TAG);
    series.writeVarint(size);
    series.writeByte(VALUE_TAG);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      series.writeByte((int) (bits >>> shift));
    }
    series.writeByte(TIMESTAMP_TAG);
    series.writeVarint64(timestamp);
  }

  private String unforced(String name) {
    var free = name;
    while (forced.isForced(free)) {
      free = "exported_" + free;
    }
    return free;
  }

  private static Label label(String name, String value) {
    return new Label(name.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
