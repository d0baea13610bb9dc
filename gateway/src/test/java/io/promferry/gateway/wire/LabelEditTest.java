package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LabelEditTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme");
  private static final Map<String, String> LABELS =
      Map.of("__name__", "up", "job", "node", "tenant", "acme");

  private final Output out = new Output();

  @Test
  void hasTheHashOfTheLabelsAfterwards() {
    var after = Map.of("__name__", "down", "tenant", "acme", "a", "1");

    assertThat(LabelEdit.of(labels(LABELS), after).hash()).isEqualTo(labels(after).hash());
  }

  @Test
  void tellsTheMetricNameAfterwards() {
    assertThat(edit(after -> after.put("__name__", "down")).metricName()).isEqualTo("down");
    assertThat(edit(after -> after.remove("job")).metricName()).isEqualTo("up");
    assertThat(edit(after -> after.remove("__name__")).metricName()).isEmpty();
  }

  @Test
  void cannotTouchAForcedLabel() {
    assertThatThrownBy(() -> edit(after -> after.remove("tenant")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tenant");
    assertThatThrownBy(() -> edit(after -> after.put("tenant", "other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tenant");
  }

  @Test
  void takesNoEmptyNameOrValue() {
    assertThatThrownBy(() -> edit(after -> after.put("", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> edit(after -> after.put("job", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A tenant chooses the values; with a hash that it can compute, this takes seconds. */
  @Test
  @Timeout(2)
  void isFoundInNoTimeAmongValuesThatWouldCollide() {
    var many = new HashMap<>(LABELS);
    for (int i = 0; i < 16_000; i++) {
      many.put("label" + i, colliding(i));
    }
    var after = new HashMap<>(many);
    after.put("copy", "up");

    assertThat(LabelEdit.of(labels(many), after).hash()).isEqualTo(labels(after).hash());
  }

  /** One of 16,384 strings that are equal to {@link java.nio.ByteBuffer#hashCode}. */
  private static String colliding(int number) {
    var text = new StringBuilder();
    for (int bit = 0; bit < 14; bit++) {
      text.append((number >> bit & 1) == 0 ? "aA" : "BB");
    }
    return text.toString();
  }

  /** Unpaired surrogates are both written as a question mark. */
  @Test
  void takesNoTwoNamesThatAreOneInUtf8() {
    assertThatThrownBy(() -> edit(after -> after.putAll(Map.of("\ud800", "x", "\ud801", "y"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isNoLargerForLabelsThatItKeeps() {
    var many = new HashMap<>(LABELS);
    for (int i = 0; i < 100; i++) {
      many.put("label_" + i, "x".repeat(100));
    }
    var after = new HashMap<>(many);
    after.remove("job");

    assertThat(LabelEdit.of(labels(many), after).memory()).isLessThan(400);
  }

  @Test
  void countsWhatItBringsAsMemory() {
    int small = edit(after -> after.put("b", "1")).memory();
    int large = edit(after -> after.put("b", "x".repeat(1_000))).memory();

    assertThat(large).isEqualTo(small + 999);
  }

  @Test
  void failsTheWriteWhenAppliedToOtherLabels() {
    var edit = edit(after -> after.remove("job"));
    byte[] body = SeriesExample.encode(WriteVersion.RW1, SeriesExample.series("other"));

    assertThatThrownBy(() -> splice(body, WriteVersion.RW1, edit))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refersToTheSendersSymbolsWhereItCan() throws InvalidProtocolBufferException {
    var symbols = List.of("", "__name__", "up", "job", "node");
    var series = TimeSeries.newBuilder().addAllLabelsRefs(List.of(1, 2, 3, 4));
    byte[] body =
        Request.newBuilder()
            .addAllSymbols(symbols)
            .addTimeseries(series.addSamples(Sample.newBuilder().setTimestamp(1)))
            .build()
            .toByteArray();

    splice(
        body,
        WriteVersion.RW2,
        edit(after -> {
          after.put("job", "up");
          after.put("host", "node");
        }));

    var written = Request.parseFrom(ByteString.copyFrom(out.array(), 0, out.length()));
    assertThat(written.getSymbolsList())
        .containsExactly("", "__name__", "up", "job", "node", "tenant", "acme", "host");
    assertThat(ResolvedSeries.of(written).getFirst().labels())
        .containsExactly(
            Map.entry("__name__", "up"),
            Map.entry("host", "node"),
            Map.entry("job", "up"),
            Map.entry("tenant", "acme"));
  }

  private static LabelEdit edit(Consumer<Map<String, String>> change) {
    var after = new HashMap<>(LABELS);
    change.accept(after);
    return LabelEdit.of(labels(LABELS), after);
  }

  private static ResolvedLabels labels(Map<String, String> labels) {
    return ResolvedLabels.of(labels, ForcedLabels.of(FORCED));
  }

  private void splice(byte[] body, WriteVersion version, LabelEdit edit) {
    var plan = Plans.gated(FORCED, ConflictPolicy.REPLACE, _ -> new SeriesVerdict.Edited(edit));
    Plans.splice(body, version, plan, Plans.ANY_TIME, out);
  }
}
