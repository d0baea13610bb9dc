package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.SplitRequest;
import io.promferry.gateway.wire.WriteVersion;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class RefusalMemoryTest {
  private static final TenantId ACME = new TenantId("acme", "blue");
  private static final TenantId BETA = new TenantId("beta", "blue");

  private final RefusalMemory memory = new RefusalMemory(100);

  @Test
  void keepsWhatATenantHasFoundWhateverAnotherFinds() {
    var quiet = request("quiet", 10);
    memory.remember(BETA, quiet, units(0, 6), units(6, 10));

    memory.remember(ACME, request("flood", 1_000), units(0, 1_000), new BitSet());

    assertThat(delivered(BETA, quiet)).isEqualTo(units(0, 6));
    assertThat(refused(BETA, quiet)).isEqualTo(units(6, 10));
  }

  @Test
  void forgetsATenantsOldestSamplesForItsNewest() {
    var flood = request("flood", 1_000);
    memory.remember(ACME, flood, units(0, 1_000), new BitSet());

    assertThat(delivered(ACME, flood)).isEqualTo(units(950, 1_000));
  }

  @Test
  void keepsTenantsApart() {
    var request = request("same", 10);
    memory.remember(ACME, request, units(0, 10), new BitSet());

    assertThat(delivered(BETA, request).isEmpty()).isTrue();
  }

  private BitSet delivered(TenantId tenant, SplitRequest request) {
    var delivered = new BitSet();
    memory.recall(tenant, request, delivered, new BitSet());
    return delivered;
  }

  private BitSet refused(TenantId tenant, SplitRequest request) {
    var refused = new BitSet();
    memory.recall(tenant, request, new BitSet(), refused);
    return refused;
  }

  private static BitSet units(int from, int to) {
    var units = new BitSet();
    units.set(from, to);
    return units;
  }

  /** So many series with a sample each. */
  private static SplitRequest request(String name, int series) {
    var request = WriteRequest.newBuilder();
    for (int i = 0; i < series; i++) {
      request.addTimeseries(
          TimeSeries.newBuilder()
              .addLabels(Label.newBuilder().setName("__name__").setValue(name + i))
              .addSamples(Sample.newBuilder().setTimestamp(1)));
    }
    byte[] bytes = request.build().toByteArray();
    return SplitRequest.of(bytes, bytes.length, WriteVersion.RW1);
  }
}
