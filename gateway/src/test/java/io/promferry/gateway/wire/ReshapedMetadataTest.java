package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.WriteVersion.RW1;
import static io.promferry.gateway.wire.WriteVersion.RW2;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.WriteRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReshapedMetadataTest {
  private static final int NO_LIMIT = 64 << 20;

  private final Output out = new Output();

  @Test
  void leavesOutMetadataPerSeriesOfRw2() {
    var body =
        encode(
            RW2,
            series("a").withSample(1).withMetadata(1, ""),
            series("b").withSample(1).withMetadata(0, "help"),
            series("c").withSample(1).withMetadata(0, ""),
            series("d").withMetadata(2, "help"));
    assertThat(without(PartKind.METADATA, body, RW2))
        .isEqualTo(
            new ReshapeReport(3, 0, new PartCounts(3, 0, 0), Map.of(DropReason.METADATA, 3)));
  }

  @Test
  void leavesOutMetadataPerMessageOfRw1() {
    var body =
        rw1(
            WriteRequest.newBuilder()
                .addMetadata(metadata(1, "a", ""))
                .addMetadata(metadata(1, "a", "")));
    assertThat(without(PartKind.METADATA, body, RW1))
        .isEqualTo(new ReshapeReport(0, 0, PartCounts.NONE, Map.of(DropReason.METADATA, 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, rpc_total, rpc_total",
    "2, rpc_count, rpc_count",
    "3, rpc, rpc",
    "3, rpc_bucket, rpc",
    "3, rpc_sum, rpc",
    "3, rpc_count, rpc",
    "3, rpc_gsum, rpc_gsum",
    "3, rpc_created, rpc_created",
    "3, _bucket, _bucket",
    "4, rpc_bucket, rpc",
    "4, rpc_gsum, rpc",
    "4, rpc_gcount, rpc",
    "5, rpc, rpc",
    "5, rpc_sum, rpc",
    "5, rpc_count, rpc",
    "5, rpc_bucket, rpc_bucket",
    "6, go_info, go_info"
  })
  void namesTheFamilyOfASeries(int type, String metric, String family)
      throws InvalidProtocolBufferException {
    reshape(encode(RW2, series(metric).withMetadata(type, "help")), RW2, RW1);
    assertThat(written(RW1).metadata()).containsExactly(metadata(type, family, "help"));
  }

  @Test
  void writesTheFirstMetadataOfAFamilyAfterAllSeries() throws InvalidProtocolBufferException {
    var body =
        encode(
            RW2,
            series("rpc_sum").withSample(1).withMetadata(3, "first"),
            series("rpc_count").withSample(1).withMetadata(3, "second"));

    var report = Reshaper.reshape(body, body.length, RW2, BodyForm.whole(RW1), out, NO_LIMIT);

    assertThat(written(RW1).metadata()).containsExactly(metadata(3, "rpc", "first"));
    assertThat(report).isEqualTo(new ReshapeReport(2, 1, new PartCounts(2, 0, 0), Map.of()));
    byte[] message = metadata(3, "rpc", "first").toByteArray();
    assertThat(Arrays.copyOfRange(bytes(), out.length() - message.length, out.length()))
        .isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rpc",
        "rpc_total",
        "rpc_bucket",
        "rpc_sum",
        "rpc_count",
        "rpc_created",
        "rpc_info",
        "rpc_gsum",
        "rpc_gcount"
      })
  void givesASeriesTheMetadataOfItsFamily(String metric) throws InvalidProtocolBufferException {
    var body =
        rw1(
            WriteRequest.newBuilder()
                .addMetadata(metadata(3, "rpc", "help"))
                .addTimeseries(series(metric).withSample(1).rw1()));

    var report = Reshaper.reshape(body, body.length, RW1, BodyForm.whole(RW2), out, NO_LIMIT);

    assertThat(written(RW2).series().getFirst().metadata())
        .isEqualTo(new DecodedRequest.Metadata(3, "help", ""));
    assertThat(report).isEqualTo(new ReshapeReport(1, 0, new PartCounts(1, 0, 0), Map.of()));
  }

  @Test
  void prefersTheMetadataOfASeriesOwnName() throws InvalidProtocolBufferException {
    var body =
        rw1(
            WriteRequest.newBuilder()
                .addMetadata(metadata(3, "rpc", "of the family"))
                .addMetadata(metadata(1, "rpc_count", "its own"))
                .addTimeseries(series("rpc_count").withSample(1).rw1()));

    var report = Reshaper.reshape(body, body.length, RW1, BodyForm.whole(RW2), out, NO_LIMIT);

    assertThat(written(RW2).series().getFirst().metadata().help()).isEqualTo("its own");
    assertThat(report.dropped()).isEqualTo(Map.of(DropReason.METADATA_WITHOUT_SERIES, 1));
  }

  @Test
  void countsMetadataThatNoSeriesTakes() {
    var body =
        rw1(
            WriteRequest.newBuilder()
                .addMetadata(metadata(1, "a", "first"))
                .addMetadata(metadata(1, "a", "second"))
                .addMetadata(metadata(1, "elsewhere", "help"))
                .addTimeseries(series("a").withSample(1).rw1()));

    var report = Reshaper.reshape(body, body.length, RW1, BodyForm.whole(RW2), out, NO_LIMIT);

    assertThat(report.dropped()).isEqualTo(Map.of(DropReason.METADATA_WITHOUT_SERIES, 2));
  }

  @Test
  void givesTheMetadataOfLoneExemplarsToTheirSeries() throws InvalidProtocolBufferException {
    var body =
        encode(RW2, series("a").withExemplar(1).withMetadata(1, "help"), series("a").withSample(1));
    reshape(body, RW2, RW2);
    assertThat(written(RW2).series().getFirst().metadata())
        .isEqualTo(new DecodedRequest.Metadata(1, "help", ""));
  }

  private byte[] reshape(byte[] body, WriteVersion from, WriteVersion to) {
    Reshaper.reshape(body, body.length, from, BodyForm.whole(to), out, NO_LIMIT);
    return bytes();
  }

  private ReshapeReport without(PartKind kind, byte[] body, WriteVersion version) {
    return Reshaper.reshape(
        body, body.length, version, new BodyForm(version, Set.of(kind)), out, NO_LIMIT);
  }

  private static SeriesExample series(String metric, String... labels) {
    return SeriesExample.series(metric, labels);
  }

  private static byte[] encode(WriteVersion version, SeriesExample... series) {
    return SeriesExample.encode(version, series);
  }

  private static byte[] rw1(WriteRequest.Builder request) {
    return request.build().toByteArray();
  }

  private static MetricMetadata metadata(int type, String family, String help) {
    return MetricMetadata.newBuilder()
        .setTypeValue(type)
        .setMetricFamilyName(family)
        .setHelp(help)
        .build();
  }

  private DecodedRequest written(WriteVersion version) throws InvalidProtocolBufferException {
    return DecodedRequest.of(bytes(), version);
  }

  private byte[] bytes() {
    return Arrays.copyOf(out.array(), out.length());
  }
}
