package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is known of a series from the one before it must be what would have been found out: a
 * request becomes what its series become one by one.
 */
class SimilarSeriesTest {
  private static final Map<String, String> FORCED =
      Map.of("cluster", "c1", "tenant", "acme", "vpc", "vpc-acme");

  private static final List<String> NAMES =
      List.of(
          "__name__",
          "a",
          "b",
          "cluste",
          "clusters",
          "instance",
          "job",
          "le",
          "namespace",
          "pod",
          "tenan",
          "tenants",
          "uid",
          "vp",
          "vpcs",
          "z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void becomesWhatItsSeriesBecomeOneByOne(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      var request = request(random);

      assertThat(spliced(request)).isEqualTo(oneByOne(request));
    }
  }

  @Test
  void takesALongerRequestOfFewLabelsAfterOneOfMany() {
    var many = TimeSeries.newBuilder().addLabels(label("__name__", "many")).addSamples(sample());
    for (int i = 0; i < 5000; i++) {
      many.addLabels(label("b%05d".formatted(i), "v"));
    }
    var few = TimeSeries.newBuilder().addLabels(label("__name__", "few")).addSamples(sample());
    few.addLabels(label("b00017", "v"));
    var request =
        WriteRequest.newBuilder()
            .addTimeseries(many)
            .addTimeseries(few)
            .addTimeseries(many)
            .build();

    assertThat(spliced(request)).isEqualTo(oneByOne(request));
  }

  private static WriteRequest request(Random random) {
    var request = WriteRequest.newBuilder();
    List<Label> labels = fresh(random);
    int series = 2 + random.nextInt(6);
    for (int i = 0; i < series; i++) {
      request.addTimeseries(TimeSeries.newBuilder().addAllLabels(labels).addSamples(sample()));
      labels = changed(labels, random);
    }
    return request.build();
  }

  private static List<Label> fresh(Random random) {
    var labels = new ArrayList<Label>();
    for (String name : NAMES) {
      if (name.equals("__name__") || random.nextInt(3) > 0) {
        labels.add(label(name, value(random)));
      }
    }
    return labels;
  }

  /** One to three of its labels are others, gone, new, forged, twice, out of order or not ASCII. */
  private static List<Label> changed(List<Label> before, Random random) {
    var labels = new ArrayList<>(before);
    for (int i = random.nextInt(3); i >= 0 && !labels.isEmpty(); i--) {
      int at = random.nextInt(labels.size());
      var label = labels.get(at);
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3 -> labels.set(at, label(label.getName(), value(random)));
        case 4, 5 -> labels.set(at, label(label.getName(), sameLength(label.getValue(), random)));
        case 6, 7 -> labels.remove(at);
        case 8, 9, 10 ->
            insert(labels, label(NAMES.get(random.nextInt(NAMES.size())), value(random)));
        case 11 -> insert(labels, label(forcedName(random), value(random)));
        case 12 -> labels.add(at, label);
        case 13 -> labels.add(labels.remove(at));
        case 14 -> labels.set(at, label(label.getName(), "é" + value(random)));
        default -> labels.set(at, label(label.getName(), ""));
      }
    }
    return labels;
  }

  private static void insert(List<Label> labels, Label label) {
    labels.removeIf(other -> other.getName().equals(label.getName()));
    labels.add(label);
    labels.sort(Comparator.comparing(Label::getName));
  }

  private static String forcedName(Random random) {
    return FORCED.keySet().stream().sorted().toList().get(random.nextInt(FORCED.size()));
  }

  private static String value(Random random) {
    if (random.nextInt(16) == 0) {
      return "promferry_tenant_up";
    }
    int length = random.nextInt(8) == 0 ? 100 + random.nextInt(60) : 1 + random.nextInt(20);
    return "v".repeat(length - 1) + random.nextInt(10);
  }

  private static String sameLength(String value, Random random) {
    if (value.isEmpty()) {
      return value;
    }
    var chars = value.toCharArray();
    chars[random.nextInt(chars.length)] = (char) ('a' + random.nextInt(26));
    return new String(chars);
  }

  private static ByteString oneByOne(WriteRequest request) {
    return request.getTimeseriesList().stream()
        .map(series -> spliced(WriteRequest.newBuilder().addTimeseries(series).build()))
        .reduce(ByteString.EMPTY, ByteString::concat);
  }

  private static ByteString spliced(WriteRequest request) {
    var plan = Plans.open(FORCED, ConflictPolicy.KEEP_AS_EXPORTED);
    var out = new Output();
    Plans.splice(request.toByteArray(), WriteVersion.RW1, plan, Plans.ANY_TIME, out);
    return ByteString.copyFrom(Arrays.copyOf(out.array(), out.length()));
  }

  private static Sample sample() {
    return Sample.newBuilder().setValue(1.5).setTimestamp(1_790_000_000_000L).build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }
}
