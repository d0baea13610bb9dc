package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Remote Write 2.0 requests of every shape, legal and not, by a seeded generator: symbols
 * duplicated, scattered and broken, references in every form, forgeries in any number.
 */
final class RandomSymbolizedRequests {
  private static final ByteString NO_UTF8 = ByteString.copyFrom(new byte[] {'a', (byte) 0xff});

  private final SplittableRandom random;
  private final RandomRequests shapes;
  private final SymbolizedRequestWriter writer;
  private List<ByteString> symbols = List.of();

  RandomSymbolizedRequests(SplittableRandom random) {
    this.random = random;
    this.shapes = new RandomRequests(random);
    this.writer = new SymbolizedRequestWriter(random);
  }

  SymbolizedRequest next() {
    symbols = symbols();
    var series = IntStream.range(0, random.nextInt(6)).mapToObj(_ -> series()).toList();
    return new SymbolizedRequest(symbols, series, writer.request(symbols, series));
  }

  private List<ByteString> symbols() {
    var table = new ArrayList<ByteString>();
    RandomRequests.NAMES.forEach(name -> table.add(ByteString.copyFromUtf8(name)));
    RandomRequests.VALUES.forEach(value -> table.add(ByteString.copyFromUtf8(value)));
    for (int i = random.nextInt(8); i > 0; i--) {
      table.add(table.get(random.nextInt(table.size())));
    }
    if (random.nextInt(4) == 0) {
      table.add(NO_UTF8);
    }
    for (int i = table.size() - 1; i > 0; i--) {
      Collections.swap(table, i, random.nextInt(i + 1));
    }
    if (random.nextInt(4) != 0) {
      table.addFirst(ByteString.EMPTY);
    }
    return table;
  }

  private TimeSeries series() {
    var series = TimeSeries.newBuilder();
    if (random.nextInt(3) != 0) {
      addOrderedLabels(series);
    } else {
      addAnyLabels(series);
    }
    long start = random.nextInt(3) == 0 ? random.nextLong() : 0;
    int form = random.nextInt(8);
    for (int i = form == 0 ? 0 : random.nextInt(3); i > 0; i--) {
      series.addSamples(
          Sample.newBuilder()
              .setValue(random.nextInt(3) == 0 ? 0 : shapes.value())
              .setTimestamp(random.nextLong())
              .setStartTimestamp(start(start)));
    }
    for (int i = form < 2 ? random.nextInt(1, 3) : 0; i > 0; i--) {
      series.addHistograms(histogram().setStartTimestamp(start(start)));
    }
    for (int i = random.nextInt(4) == 0 ? 2 : 0; i > 0; i--) {
      series.addExemplars(exemplar());
    }
    if (random.nextInt(3) == 0) {
      series.setMetadata(metadata());
    }
    if (random.nextInt(6) == 0) {
      series.setCreatedTimestamp(random.nextInt(3) == 0 ? 0 : random.nextLong());
    }
    return series.build();
  }

  private void addOrderedLabels(TimeSeries.Builder series) {
    var names = new TreeSet<String>(List.of("__name__"));
    for (int i = random.nextInt(5); i > 0; i--) {
      names.add(shapes.pick(RandomRequests.NAMES));
    }
    if (random.nextInt(4) != 0) {
      names.removeAll(List.of("tenant", "vpc", ""));
    }
    for (String name : names) {
      series.addLabelsRefs(refTo(name));
      series.addLabelsRefs(
          refTo(random.nextInt(8) == 0 ? shapes.pick(RandomRequests.VALUES) : "v"));
    }
  }

  private void addAnyLabels(TimeSeries.Builder series) {
    for (int i = random.nextInt(7); i > 0; i--) {
      series.addLabelsRefs(refTo(shapes.pick(RandomRequests.NAMES))).addLabelsRefs(anyRef());
    }
    if (random.nextInt(4) != 0) {
      series.addLabelsRefs(refTo("__name__")).addLabelsRefs(refTo("up"));
    }
    if (random.nextInt(10) == 0) {
      series.addLabelsRefs(anyRef());
    }
  }

  private long start(long usual) {
    return random.nextInt(8) == 0 ? random.nextLong() : usual;
  }

  private Histogram.Builder histogram() {
    try {
      return Histogram.newBuilder().mergeFrom(shapes.histogram().toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Exemplar exemplar() {
    var exemplar = Exemplar.newBuilder().setValue(shapes.value()).setTimestamp(1);
    for (int i = random.nextInt(3); i > 0; i--) {
      exemplar.addLabelsRefs(refTo(shapes.pick(RandomRequests.NAMES))).addLabelsRefs(anyRef());
    }
    if (random.nextInt(30) == 0) {
      exemplar.addLabelsRefs(anyRef());
    }
    return exemplar.build();
  }

  private Metadata metadata() {
    return Metadata.newBuilder()
        .setTypeValue(random.nextInt(-1, 8))
        .setHelpRef(random.nextBoolean() ? 0 : anyRef())
        .setUnitRef(random.nextBoolean() ? 0 : anyRef())
        .build();
  }

  /** To any symbol, seldom to none. */
  private int anyRef() {
    return switch (random.nextInt(60)) {
      case 0 -> symbols.size();
      case 1 -> random.nextInt(Integer.MIN_VALUE, 0);
      default -> random.nextInt(symbols.size());
    };
  }

  /** To any copy of the symbol with that text. */
  private int refTo(String text) {
    var bytes = ByteString.copyFromUtf8(text);
    int[] copies =
        IntStream.range(0, symbols.size()).filter(i -> symbols.get(i).equals(bytes)).toArray();
    return copies[random.nextInt(copies.length)];
  }
}
