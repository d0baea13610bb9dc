package io.promferry.gateway.discovery;

import static io.promferry.gateway.discovery.TestCluster.ACME;
import static io.promferry.gateway.discovery.TestCluster.scope;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.discovery.TargetAnswer.Listed;
import io.promferry.gateway.discovery.TargetAnswer.NotReady;
import io.promferry.gateway.discovery.TestCluster.TestPod;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists are made when something has changed, and kept otherwise. */
class TargetListsTest {
  private static final long SECOND = 1_000_000_000L;

  private final TestCluster cluster = new TestCluster();
  private Optional<String> missing = Optional.empty();
  private long now;
  private final TargetLists lists = new TargetLists(cluster.known(), () -> missing, () -> now);

  private TargetBody body(TenantScope scope) {
    return ((Listed) lists.of(scope)).body();
  }

  private String json(TenantScope scope) {
    return new String(body(scope).json(), UTF_8);
  }

  @Test
  void saysWhatIsNotKnownYet() {
    missing = Optional.of("pods are not known yet");

    assertThat(lists.of(ACME)).isEqualTo(new NotReady("pods are not known yet"));
  }

  @Test
  void isAnEmptyListForNobody() {
    assertThat(json(ACME)).isEqualTo("[]\n");
  }

  @Test
  void holdsNothingButTargetsAndLabels() {
    cluster.add(TestPod.at("10.0.1.3"));

    assertThat(json(ACME))
        .startsWith("[{\"targets\":[\"10.0.1.3:8080\"],\"labels\":{\"__meta_")
        .endsWith("\"}}]\n");
  }

  @Test
  void keepsTheSameBytesWhileNothingChanges() {
    cluster.add(TestPod.at("10.0.1.3"));
    var first = body(ACME);
    now += 2 * SECOND;
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.add(TestPod.at("10.0.1.9").in("beta"));

    assertThat(body(ACME)).isSameAs(first);
  }

  @Test
  void showsAChangeAfterASecondAtTheLatest() {
    body(ACME);
    cluster.add(TestPod.at("10.0.1.3"));
    now += SECOND - 1;
    assertThat(json(ACME)).isEqualTo("[]\n");
    now += 1;

    assertThat(json(ACME)).contains("10.0.1.3:8080");
  }

  @Test
  void showsThatAPodHasGone() {
    cluster.add(TestPod.at("10.0.1.3"));
    body(ACME);
    cluster.known().pods().remove("acme", "web-0");
    now += SECOND;

    assertThat(json(ACME)).isEqualTo("[]\n");
  }

  @Test
  void showsAtOnceThatATenantHasOtherNamespaces() {
    cluster.add(TestPod.at("10.0.1.3"));
    body(ACME);

    assertThat(json(scope("acme", "vpc-acme", true))).isEqualTo("[]\n");
  }

  @Test
  void tellsTwoListsApartByTheirTags() {
    var empty = body(ACME).etag();
    cluster.add(TestPod.at("10.0.1.3"));
    now += SECOND;

    assertThat(body(ACME).etag()).isNotEqualTo(empty);
  }

  @Test
  void remembersWhatWasGivenUntilTheTenantHasGone() {
    cluster.add(TestPod.at("10.0.1.3"));
    body(ACME);
    assertThat(lists.last(ACME.id())).map(TargetSummary::targets).hasValue(1);

    lists.retain(Set.of());

    assertThat(lists.last(ACME.id())).isEmpty();
  }
}
