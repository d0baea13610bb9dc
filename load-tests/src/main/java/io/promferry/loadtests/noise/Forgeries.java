package io.promferry.loadtests.noise;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Legal writes of series that say they are a load's tenants', in both versions and in every way in
 * which a message can be written.
 */
final class Forgeries {
  private static final int VICTIMS = 3;

  private Forgeries() {}

  /** One of each, as the owner of that token sends them. */
  static List<Post> posts(String token) {
    return Stream.concat(
            rw1().stream().map(message -> Post.rw1(token, Bodies.compress(message))),
            rw2().stream().map(message -> Post.rw2(token, Bodies.compress(message))))
        .toList();
  }

  /** Messages of version 1. */
  static List<byte[]> rw1() {
    return List.of(
        rw1(Forgeries::plain), rw1(Forgeries::samplesFirst), rw1(Forgeries::lastNameWins));
  }

  /** Messages of version 2. */
  static List<byte[]> rw2() {
    return Stream.of(ForgedSymbols.Table.values())
        .map(table -> new ForgedSymbols(table).message(series()))
        .toList();
  }

  private interface Writing {
    TimeSeries of(ForgedSeries series);
  }

  private static byte[] rw1(Writing writing) {
    var request = WriteRequest.newBuilder();
    series().forEach(series -> request.addTimeseries(writing.of(series)));
    return request.build().toByteArray();
  }

  /** Each victim is named beside the next one. */
  private static List<ForgedSeries> series() {
    return LoadTenants.entries(VICTIMS).stream()
        .flatMap(victim -> {
          int next = (LoadTenants.number(victim.name()) + 1) % VICTIMS;
          return ForgedSeries.of(victim, LoadTenants.entry(next)).stream();
        })
        .toList();
  }

  private static TimeSeries plain(ForgedSeries series) {
    return values(series).addAllLabels(series.labels()).build();
  }

  /** Fields may come in any order: labels stand behind what they are the labels of. */
  private static TimeSeries samplesFirst(ForgedSeries series) {
    return withLabels(series, series.labels().stream().map(Label::toByteString).toList());
  }

  /** A label may have two names, of which the last one counts, and its value before them. */
  private static TimeSeries lastNameWins(ForgedSeries series) {
    return withLabels(
        series,
        series.labels().stream()
            .map(label ->
                Label.newBuilder()
                    .setName("harmless")
                    .setValue(label.getValue())
                    .build()
                    .toByteString()
                    .concat(Label.newBuilder().setName(label.getName()).build().toByteString()))
            .toList());
  }

  /** Fields that the builder does not know are written last, and these are the labels. */
  private static TimeSeries withLabels(ForgedSeries series, List<ByteString> labels) {
    var field = Field.newBuilder();
    labels.forEach(field::addLengthDelimited);
    var unknown = UnknownFieldSet.newBuilder();
    return values(series)
        .setUnknownFields(unknown.addField(TimeSeries.LABELS_FIELD_NUMBER, field.build()).build())
        .build();
  }

  private static TimeSeries.Builder values(ForgedSeries series) {
    long now = System.currentTimeMillis();
    return TimeSeries.newBuilder()
        .addSamples(Sample.newBuilder().setTimestamp(now).setValue(1))
        .addExemplars(
            Exemplar.newBuilder()
                .setTimestamp(now)
                .setValue(1)
                .addAllLabels(series.exemplarLabels()));
  }
}
