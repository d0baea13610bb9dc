package io.promferry.loadtests.noise;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Series in version 2, whose labels refer to a table. Has one user, and makes one message. */
final class ForgedSymbols {
  private final Table table;
  private final List<String> symbols = new ArrayList<>(List.of(""));

  /** How a table may be, all of it legal. */
  enum Table {
    /** Each text once, as Prometheus does. */
    UNIQUE,
    /** Each text as often as it is referred to. */
    REPEATED,
    /** After the series that refer to it. */
    LAST,
    /** Referred to by numbers that are not packed. */
    UNPACKED
  }

  ForgedSymbols(Table table) {
    this.table = table;
  }

  byte[] message(List<ForgedSeries> forged) {
    var series = Request.newBuilder();
    forged.forEach(one -> series.addTimeseries(series(one)));
    var texts = Request.newBuilder().addAllSymbols(symbols);
    // Messages that follow each other are one message, and fields may come in any order.
    return table == Table.LAST
        ? joined(series.build(), texts.build())
        : joined(texts.build(), series.build());
  }

  private TimeSeries series(ForgedSeries forged) {
    long now = System.currentTimeMillis();
    var series =
        TimeSeries.newBuilder()
            .addSamples(Sample.newBuilder().setTimestamp(now).setValue(1))
            .addExemplars(
                Exemplar.newBuilder()
                    .setTimestamp(now)
                    .setValue(1)
                    .addAllLabelsRefs(references(forged.exemplarLabels())))
            .setMetadata(
                Metadata.newBuilder()
                    .setType(Metadata.MetricType.METRIC_TYPE_GAUGE)
                    .setHelpRef(reference("tenant")));
    var references = references(forged.labels());
    return table == Table.UNPACKED
        ? series.setUnknownFields(unpacked(references)).build()
        : series.addAllLabelsRefs(references).build();
  }

  private static UnknownFieldSet unpacked(List<Integer> references) {
    var field = Field.newBuilder();
    references.forEach(field::addVarint);
    return UnknownFieldSet.newBuilder()
        .addField(TimeSeries.LABELS_REFS_FIELD_NUMBER, field.build())
        .build();
  }

  private List<Integer> references(List<Label> labels) {
    var references = new ArrayList<Integer>();
    for (var label : labels) {
      references.add(reference(label.getName()));
      references.add(reference(label.getValue()));
    }
    return references;
  }

  private int reference(String text) {
    int known = table == Table.REPEATED ? -1 : symbols.indexOf(text);
    if (known >= 0) {
      return known;
    }
    symbols.add(text);
    return symbols.size() - 1;
  }

  private static byte[] joined(Request first, Request second) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first.toByteArray());
    bytes.writeBytes(second.toByteArray());
    return bytes.toByteArray();
  }
}
