package io.promferry.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.SeenSources.Sighting;
import io.promferry.gateway.tenant.SeenSources.Source;
import io.promferry.gateway.tenant.SourcePolicy.Mode;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeenSourcesTest {
  private static final InetAddress OWN = InetAddress.ofLiteral("10.200.0.11");
  private static final InetAddress SECOND = InetAddress.ofLiteral("10.200.0.12");
  private static final InetAddress STRANGE = InetAddress.ofLiteral("10.200.0.21");
  private static final SourcePolicy AUDIT =
      new SourcePolicy(
          Mode.AUDIT,
          List.of(AddressRange.parse("10.200.0.11"), AddressRange.parse("10.200.0.12")));

  private final SeenSources sources = new SeenSources();

  @Test
  void takesTheFirstAddressForNoChange() {
    assertThat(sources.see(OWN, AUDIT, 1)).isEqualTo(Sighting.EXPECTED);
  }

  @Test
  void tellsOfEachNewAddressOnce() {
    sources.see(OWN, AUDIT, 1);

    assertThat(sources.see(SECOND, AUDIT, 2)).isEqualTo(Sighting.CHANGED);
    assertThat(sources.see(OWN, AUDIT, 3)).isEqualTo(Sighting.EXPECTED);
    assertThat(sources.see(SECOND, AUDIT, 4)).isEqualTo(Sighting.EXPECTED);
  }

  @Test
  void tellsOnceOfAnAddressThatIsNotExpected() {
    assertThat(sources.see(STRANGE, AUDIT, 1)).isEqualTo(Sighting.NEWLY_UNEXPECTED);
    assertThat(sources.see(STRANGE, AUDIT, 2)).isEqualTo(Sighting.UNEXPECTED);
  }

  @Test
  void judgesAnAddressAgainWhenThePolicyChanges() {
    sources.see(OWN, SourcePolicy.OFF, 1);
    var other = new SourcePolicy(Mode.ENFORCE, List.of(AddressRange.parse("10.200.0.21")));

    assertThat(sources.see(OWN, other, 2)).isEqualTo(Sighting.NEWLY_UNEXPECTED);
    assertThat(sources.see(OWN, other, 3)).isEqualTo(Sighting.UNEXPECTED);
    assertThat(sources.see(OWN, AUDIT, 4)).isEqualTo(Sighting.EXPECTED);
    assertThat(sources.snapshot()).containsExactly(new Source(OWN, true, 1, 4));
  }

  @Test
  void showsWhatItHasSeenTheLatestFirst() {
    sources.see(OWN, AUDIT, 1);
    sources.see(STRANGE, AUDIT, 2);
    sources.see(OWN, AUDIT, 3);

    assertThat(sources.snapshot())
        .containsExactly(new Source(OWN, true, 1, 3), new Source(STRANGE, false, 2, 2));
  }

  @Test
  void forgetsTheOneNotSeenForLongestAndTellsOfNewOnesOnceAMinute() {
    for (int i = 0; i < SeenSources.MOST; i++) {
      sources.see(InetAddress.ofLiteral("10.0.0." + i), SourcePolicy.OFF, i);
    }

    assertThat(sources.see(OWN, SourcePolicy.OFF, 30)).isEqualTo(Sighting.EXPECTED);
    assertThat(sources.see(SECOND, SourcePolicy.OFF, 90)).isEqualTo(Sighting.CHANGED);
    assertThat(sources.see(STRANGE, SourcePolicy.OFF, 91)).isEqualTo(Sighting.EXPECTED);
    assertThat(sources.snapshot())
        .hasSize(SeenSources.MOST)
        .extracting(Source::address)
        .contains(OWN, SECOND, STRANGE, InetAddress.ofLiteral("10.0.0.3"))
        .doesNotContain(InetAddress.ofLiteral("10.0.0.2"));
  }
}
