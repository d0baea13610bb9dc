package io.promferry.gateway.pipeline;

import static io.promferry.gateway.wire.WriteVersion.RW1;
import static io.promferry.gateway.wire.WriteVersion.RW2;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.OwnSeries;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.PartKind;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class OutgoingWriteTest {
  private static final TenantPlan PLAN =
      new TenantPlan(
          new SplicePlan(
              ForcedLabels.of(Map.of("tenant", "acme")),
              ConflictPolicy.KEEP_AS_EXPORTED,
              LabelLimits.NONE,
              SeriesGate.OPEN),
          1 << 20,
          Duration.ofMinutes(10));

  /** Every store but one leaves something out; that one wants the other version afterwards. */
  @Test
  void makesAnotherFormOfABodyThatHasAllThatItWants() throws IOException {
    var forms =
        Stream.of(
                EnumSet.of(PartKind.METADATA),
                EnumSet.of(PartKind.METADATA, PartKind.EXEMPLARS),
                EnumSet.of(PartKind.METADATA, PartKind.NATIVE_HISTOGRAMS),
                EnumSet.of(PartKind.METADATA, PartKind.CUSTOM_BUCKET_HISTOGRAMS),
                EnumSet.of(PartKind.NATIVE_HISTOGRAMS),
                EnumSet.of(PartKind.EXEMPLARS),
                EnumSet.allOf(PartKind.class))
            .map(kinds -> new BodyForm(RW1, kinds))
            .collect(toSet());

    var body = write(forms).body(BodyForm.whole(RW2), new Scratch());

    assertThat(body.carried()).isEqualTo(new PartCounts(0, 1, 1));
  }

  @Test
  void countsWhatTheBodyThatItMakesAnotherFormOfHasLeftOut() throws IOException {
    var forms = Set.of(new BodyForm(RW1, Set.of(PartKind.METADATA)));

    var body = write(forms).body(BodyForm.whole(RW2), new Scratch());

    assertThat(body.dropped()).isEqualTo(Map.of(DropReason.METADATA, 1));
  }

  @Test
  void saysWhatTheGatewayItselfHasToSayInEitherVersion() throws IOException {
    var own = new OwnSeries(PLAN.splice().forced());
    own.add("promferry_tenant_verdict", Map.of("verdict", "silent"), 1, 7);
    var rw1 = new BodyForm(RW1, EnumSet.of(PartKind.METADATA));
    var rw2 = BodyForm.whole(RW2);

    var write = WritePipeline.own(own, Set.of(rw1, rw2), new Scratch());

    assertThat(write.report().written()).isEqualTo(new PartCounts(1, 0, 0));
    var first = decoded(write, rw1);
    assertThat(WriteRequest.parseFrom(first).getTimeseries(0).getLabelsList())
        .extracting(label -> label.getName() + "=" + label.getValue())
        .containsExactly("__name__=promferry_tenant_verdict", "tenant=acme", "verdict=silent");
    var second = Request.parseFrom(decoded(write, rw2));
    assertThat(second.getTimeseries(0).getLabelsRefsList())
        .extracting(second::getSymbols)
        .containsExactly(
            "__name__", "promferry_tenant_verdict", "tenant", "acme", "verdict", "silent");
    assertThat(second.getTimeseries(0).getSamples(0).getValue()).isEqualTo(1);
    assertThat(second.getTimeseries(0).getSamples(0).getTimestamp()).isEqualTo(7);
  }

  private static byte[] decoded(OutgoingWrite write, BodyForm form) throws IOException {
    return Snappy.uncompress(write.ready(form).orElseThrow().bytes());
  }

  private static OutgoingWrite write(Set<BodyForm> forms) throws IOException {
    var name = Label.newBuilder().setName("__name__").setValue("up");
    var request =
        WriteRequest.newBuilder()
            .addTimeseries(
                TimeSeries.newBuilder()
                    .addLabels(name)
                    .addHistograms(Histogram.newBuilder().setTimestamp(1))
                    .addExemplars(Exemplar.newBuilder().setTimestamp(1)))
            .addMetadata(MetricMetadata.newBuilder().setMetricFamilyName("up"));
    byte[] body = Snappy.compress(request.build().toByteArray());
    var incoming = new IncomingBody(body, body.length, BodyEncoding.SNAPPY, RW1, 0);
    return ((Processed.Forward) WritePipeline.process(incoming, PLAN, forms, new Scratch()))
        .write();
  }
}
