package io.promferry.gateway.status;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.gateway.status.TenantFacts.LimitUse;
import io.promferry.gateway.telemetry.HandshakeFailure;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.Output;
import io.promferry.gateway.wire.OwnSeries;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TenantAccountsTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final ForcedLabels FORCED =
      ForcedLabels.of(Map.of("tenant", "acme", "vpc", "vpc-acme"));

  private final TenantAccounts accounts =
      new TenantAccounts(new GatewayIdentity("test", "gateway-0"));

  @Test
  void sayNothingOfATenantThatHasNotWritten() {
    var story = new TenantStory().uses(new LimitUse("requests-in-flight", 0, 5)).passes("PT10M");

    assertThat(story.told(accounts, ACME, FORCED)).isEmpty();
  }

  @Test
  void tellOfAWrongCredential() throws Exception {
    var story = new TenantStory().isExpectedFrom("10.200.0.11").isImitatedFrom("10.200.0.11");

    assertThat(told(story))
        .containsOnly(
            Map.entry("samples_accepted_total{}", 0.0),
            Map.entry("writes_accepted_total{}", 0.0),
            Map.entry("verdict{verdict=wrong_credential}", 1.0));
  }

  @Test
  void tellOfARefusedHandshake() throws Exception {
    var story =
        new TenantStory()
            .isExpectedFrom("10.200.0.11")
            .failsInHandshake("10.200.0.11", HandshakeFailure.CERTIFICATE_UNTRUSTED);

    assertThat(told(story)).containsEntry("verdict{verdict=handshake_refused}", 1.0);
  }

  @Test
  void tellWhatWasAcceptedAndRefusedAndWhy() throws Exception {
    var story =
        new TenantStory()
            .uses(
                new LimitUse("burst-samples", 3_000, 2_000), new LimitUse("active-series", 50, 200))
            .writes(10)
            .refusesSome(RefusalReason.RESERVED_NAME, 7)
            .refuses(WriteResult.RATE_LIMITED, 503, "")
            .doesNotAnswer(WriteResult.BODY_TIMEOUT)
            .passes("PT2.5S");

    assertThat(told(story))
        .containsOnly(
            Map.entry("samples_accepted_total{}", 6_600.0),
            Map.entry("writes_accepted_total{}", 10.0),
            Map.entry("writes_refused_total{reason=series_refused}", 1.0),
            Map.entry("writes_refused_total{reason=rate_limited}", 1.0),
            Map.entry("writes_refused_total{reason=body_timeout}", 1.0),
            Map.entry("series_refused_total{reason=reserved_name}", 7.0),
            Map.entry("limit_use_ratio{limit=burst-samples}", 1.5),
            Map.entry("limit_use_ratio{limit=active-series}", 0.25),
            Map.entry("last_sample_age_seconds{}", 2.5),
            Map.entry("verdict{verdict=some_series_refused}", 1.0));
  }

  @Test
  void tellWhenAVerdictIsOver() throws Exception {
    var story = new TenantStory().writes(2);
    assertThat(told(story)).containsEntry("verdict{verdict=writing}", 1.0);

    assertThat(told(story.passes("PT10M")))
        .containsEntry("verdict{verdict=writing}", 0.0)
        .containsEntry("verdict{verdict=silent}", 1.0)
        .containsEntry("last_sample_age_seconds{}", 614.0);

    accounts.retain(Set.of());
    assertThat(told(story)).doesNotContainKey("verdict{verdict=writing}");
  }

  /** Values by name and what labels there are beside those of the tenant and the replica. */
  private Map<String, Double> told(TenantStory story) throws InvalidProtocolBufferException {
    var values = new TreeMap<String, Double>();
    for (var series : decoded(story.told(accounts, ACME, FORCED).orElseThrow())) {
      var labels = new TreeMap<String, String>();
      series.getLabelsList().forEach(label -> labels.put(label.getName(), label.getValue()));
      assertThat(labels.remove("tenant")).isEqualTo("acme");
      assertThat(labels.remove("vpc")).isEqualTo("vpc-acme");
      assertThat(labels.remove("replica")).isEqualTo("gateway-0");
      var name = labels.getOrDefault("__name__", "");
      labels.remove("__name__");
      assertThat(name).startsWith("promferry_tenant_");
      assertThat(series.getSamples(0).getTimestamp()).isEqualTo(story.now().toEpochMilli());
      values.put(
          name.substring("promferry_tenant_".length())
              + labels.entrySet().stream().map(Object::toString).collect(joining(",", "{", "}")),
          series.getSamples(0).getValue());
    }
    return values;
  }

  private static List<TimeSeries> decoded(OwnSeries series) throws InvalidProtocolBufferException {
    var out = new Output();
    series.write(out);
    return WriteRequest.parseFrom(Arrays.copyOf(out.array(), out.length())).getTimeseriesList();
  }
}
