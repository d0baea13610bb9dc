package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.ProtoBytes.concat;
import static io.promferry.gateway.wire.ProtoBytes.field;
import static io.promferry.gateway.wire.ProtoBytes.longVarint;
import static io.promferry.gateway.wire.ProtoBytes.varint;
import static io.promferry.gateway.wire.ProtoBytes.varintField;

import com.google.protobuf.ByteString;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Metadata.MetricType;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes Remote Write 2.0 messages in one of all the forms that every parser reads alike. */
final class SymbolizedRequestWriter {
  private final RandomGenerator random;

  SymbolizedRequestWriter(RandomGenerator random) {
    this.random = random;
  }

  ByteString request(List<ByteString> symbols, List<TimeSeries> series) {
    var symbolFields = symbols.stream().map(symbol -> field(4, symbol)).toList();
    var seriesFields = series.stream().map(one -> field(5, series(one))).toList();
    return random.nextInt(3) == 0
        ? concat(shuffled(List.of(symbolFields, seriesFields, List.of(varintField(11, 7)))))
        : concat(concat(symbolFields), concat(seriesFields));
  }

  private ByteString series(TimeSeries series) {
    var refs = refs(series.getLabelsRefsList());
    var samples =
        series.getSamplesList().stream().map(sample -> field(2, sample.toByteString())).toList();
    var histograms =
        series.getHistogramsList().stream()
            .map(histogram -> field(3, histogram.toByteString()))
            .toList();
    var exemplars = series.getExemplarsList().stream().map(one -> field(4, exemplar(one))).toList();
    List<ByteString> metadata = series.hasMetadata() ? metadata(series.getMetadata()) : List.of();
    List<ByteString> created =
        series.getCreatedTimestamp() != 0 || random.nextInt(20) == 0
            ? List.of(varintField(6, series.getCreatedTimestamp()))
            : List.of();
    var fields = List.of(refs, samples, histograms, exemplars, metadata, created);
    return random.nextInt(4) == 0
        ? concat(shuffled(fields)).concat(varintField(99, 1))
        : concat(fields.stream().flatMap(List::stream).toList());
  }

  private ByteString exemplar(Exemplar exemplar) {
    var rest = exemplar.toBuilder().clearLabelsRefs().build().toByteString();
    var refs = refs(exemplar.getLabelsRefsList());
    return random.nextInt(4) == 0
        ? concat(shuffled(List.of(refs, List.of(rest, varintField(99, 1)))))
        : concat(refs).concat(rest);
  }

  private List<ByteString> metadata(Metadata metadata) {
    return switch (random.nextInt(4)) {
      case 0 ->
          List.of(
              field(
                  5,
                  Metadata.newBuilder()
                      .setType(MetricType.METRIC_TYPE_HISTOGRAM)
                      .setHelpRef(1)
                      .build()
                      .toByteString()),
              field(
                  5,
                  concat(
                      varintField(1, metadata.getTypeValue()),
                      varintField(3, metadata.getHelpRef()))),
              field(5, varintField(4, Integer.toUnsignedLong(metadata.getUnitRef()))));
      case 1 -> List.of(field(5, metadata.toByteString().concat(varintField(2, 5))));
      default -> List.of(field(5, metadata.toByteString()));
    };
  }

  private List<ByteString> refs(List<Integer> refs) {
    return switch (random.nextInt(8)) {
      case 0 -> refs.stream().map(ref -> varint(1 << 3).concat(longVarint(ref))).toList();
      case 1 -> {
        int middle = refs.size() / 2;
        yield List.of(
            field(1, packed(refs.subList(0, middle))),
            field(1, packed(refs.subList(middle, refs.size()))));
      }
      case 2 -> List.of(field(1, concat(refs.stream().map(ProtoBytes::longVarint).toList())));
      default -> refs.isEmpty() ? List.of() : List.of(field(1, packed(refs)));
    };
  }

  private static ByteString packed(List<Integer> refs) {
    return concat(refs.stream().map(ref -> varint(Integer.toUnsignedLong(ref))).toList());
  }

  /** All of the lists mixed, each in its own order. */
  private List<ByteString> shuffled(List<List<ByteString>> lists) {
    var rest = new ArrayList<>(lists.stream().map(ArrayList::new).toList());
    var mixed = new ArrayList<ByteString>();
    rest.removeIf(List::isEmpty);
    while (!rest.isEmpty()) {
      var list = rest.get(random.nextInt(rest.size()));
      mixed.add(list.removeFirst());
      rest.removeIf(List::isEmpty);
    }
    return mixed;
  }
}
