package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.SeriesExample.series;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.WriteRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a tenant sends goes on under the names that the gateway tells it of itself. */
class ReservedNamesTest {
  private static final String RESERVED = "promferry_tenant_samples_accepted_total";
  private static final SplicePlan PLAN =
      Plans.open(Map.of("tenant", "acme", "vpc", "vpc-acme"), ConflictPolicy.KEEP_AS_EXPORTED);

  private final Output out = new Output();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promferry_tenant_",
        RESERVED,
        "promferry.tenant.up",
        "promferry-tenant up",
        "promferry\0tenant\nup",
        "promferryétenant\uD83D\uDE00",
      })
  void areWhateverAStoreMayStoreUnderThePrefix(String name) {
    assertThat(ReservedNames.contains(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "promferry_tenant",
        "promferry_tenants_last_load_successful",
        "promferry_tenant0_up",
        "promferry:tenant_up",
        "promferry_Tenant_up",
        "promferrys_tenant_up",
        "promferry__tenant_up",
        "xpromferry_tenant_up",
        "promferr",
        "promferry_write_requests_total",
      })
  void areNoOthers(String name) {
    assertThat(ReservedNames.contains(name)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void areLeftOutInOrderOrNotAndTheRestGoesOn(WriteVersion version) {
    byte[] body =
        SeriesExample.encode(
            version,
            series("up", "job", "a").withSample(1),
            series(RESERVED, "job", "a").withSample(1),
            series(RESERVED, "job", "b").withSample(1),
            series("up", "job", "b").withSample(1),
            series(RESERVED, "z", "unsorted", "job", "b").withSample(1),
            series(RESERVED, "tenant", "forged").withHistogramAt(1),
            series("up", "job", RESERVED).withSample(1));

    var report = Plans.splice(body, version, PLAN, Plans.ANY_TIME, out);

    assertThat(report.series()).isEqualTo(3);
    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.RESERVED_NAME, 4));
    assertThat(report.offenders().getFirst()).contains(RESERVED, "reserved for the gateway");
  }

  @Test
  void haveNoMetadata() throws InvalidProtocolBufferException {
    var request =
        WriteRequest.newBuilder()
            .addMetadata(MetricMetadata.newBuilder().setMetricFamilyName(RESERVED).setHelp("a"))
            .addMetadata(MetricMetadata.newBuilder().setMetricFamilyName("up").setHelp(RESERVED))
            .build();

    var report = Plans.splice(request.toByteArray(), WriteVersion.RW1, PLAN, Plans.ANY_TIME, out);

    assertThat(WriteRequest.parseFrom(Arrays.copyOf(out.array(), out.length())).getMetadataList())
        .isEqualTo(List.of(request.getMetadata(1)));
    assertThat(report.dropped()).containsOnly(Map.entry(DropReason.METADATA_RESERVED, 1));
  }
}
