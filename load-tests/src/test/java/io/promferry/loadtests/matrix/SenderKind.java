package io.promferry.loadtests.matrix;

import io.promferry.loadtests.LabPeers;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PrometheusConfig;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.ScrapeJob;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.Vmagent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The senders of the matrix, each with all that it can send switched on. */
enum SenderKind {
  PROMETHEUS(Protocol.RW1) {
    @Override
    Sender create(LabPeers peers, URI target, List<RemoteWrite> writes) {
      var config = PrometheusConfig.tenant(withEverything(writes)).withJobs(List.of(plain(target)));
      var options = PrometheusOptions.own().withFeatures("native-histograms", "exemplar-storage");
      return new PrometheusSender(tenant(), server(peers, options, config));
    }
  },
  NEWER_PROMETHEUS(Protocol.RW1) {
    @Override
    Sender create(LabPeers peers, URI target, List<RemoteWrite> writes) {
      var options = PrometheusOptions.newer().withFeatures("native-histograms", "exemplar-storage");
      var config = withEveryFormat(target, withEverything(writes));
      return new PrometheusSender(tenant(), server(peers, options, config));
    }
  },
  NEWER_PROMETHEUS_RW2(Protocol.RW2) {
    @Override
    Sender create(LabPeers peers, URI target, List<RemoteWrite> writes) {
      var options =
          PrometheusOptions.newer()
              .withFeatures("native-histograms", "exemplar-storage", "metadata-wal-records");
      var second =
          withEverything(writes).stream()
              .map(write -> write.with("protobuf_message", "io.prometheus.write.v2.Request"))
              .toList();
      return new PrometheusSender(
          tenant(), server(peers, options, withCustomBuckets(target, second)));
    }
  },
  VMAGENT(Protocol.RW1) {
    @Override
    Sender create(LabPeers peers, URI target, List<RemoteWrite> writes) {
      return vmagent(peers, PeerBinaries.find("vmagent"), Suite.OWN, writes);
    }
  },
  NEWER_VMAGENT(Protocol.RW1_ZSTD) {
    @Override
    Sender create(LabPeers peers, URI target, List<RemoteWrite> writes) {
      return vmagent(peers, PeerBinaries.findNewer("vmagent"), Suite.NEWER, writes);
    }
  };

  /** The job whose classic histograms become native ones with bounds of their own. */
  static final String CUSTOM_BUCKETS_JOB = "custom-buckets";

  private static final String INTEGERS = "plain target_payload_bytes";
  private static final String FLOATS = "plain target:payload_bytes:rate5s";
  private static final String CUSTOM_BUCKETS = CUSTOM_BUCKETS_JOB + " target_latency_seconds";
  private static final Duration METADATA_EVERY = Duration.ofSeconds(2);

  private final Protocol protocol;

  SenderKind(Protocol protocol) {
    this.protocol = protocol;
  }

  /**
   * The sender, not started yet; it writes to the n-th receiver as the n-th of {@code writes} says.
   */
  abstract Sender create(LabPeers peers, URI target, List<RemoteWrite> writes);

  Protocol protocol() {
    return protocol;
  }

  /** The native histograms that it must send, each as its job and its name. */
  List<String> histograms() {
    return switch (this) {
      case PROMETHEUS -> List.of(INTEGERS);
      case NEWER_PROMETHEUS -> List.of(INTEGERS, FLOATS);
      case NEWER_PROMETHEUS_RW2 -> List.of(INTEGERS, FLOATS, CUSTOM_BUCKETS);
      case VMAGENT, NEWER_VMAGENT -> List.of();
    };
  }

  TenantEntry tenant() {
    return TenantEntry.of(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static PrometheusServer server(
      LabPeers peers, PrometheusOptions options, PrometheusConfig config) {
    return PrometheusServer.server(options, peers.directory("sender"), config);
  }

  Sender vmagent(LabPeers peers, Path binary, Suite suite, List<RemoteWrite> writes) {
    return new VmagentSender(
        tenant(), Vmagent.sender(binary, peers.directory("sender"), writes), suite);
  }

  private static List<RemoteWrite> withEverything(List<RemoteWrite> writes) {
    return writes.stream()
        .map(write ->
            write
                .with("send_exemplars", true)
                .with("send_native_histograms", true)
                .with(
                    "metadata_config",
                    Map.of("send", true, "send_interval", METADATA_EVERY.toSeconds() + "s")))
        .toList();
  }

  /** Integer and float histograms, and the classic ones of the text format. */
  private static PrometheusConfig withEveryFormat(URI target, List<RemoteWrite> writes) {
    return PrometheusConfig.tenant(writes)
        .withJobs(List.of(plain(target), text(target)))
        .withRules(
            Map.of("target:payload_bytes:rate5s", "rate(target_payload_bytes{job=\"plain\"}[5s])"));
  }

  /**
   * The same, and histograms with bounds of their own: in version 1 Prometheus 3.5 sends them
   * without the bounds, and later ones do not send them.
   */
  private static PrometheusConfig withCustomBuckets(URI target, List<RemoteWrite> writes) {
    var converted =
        new ScrapeJob(
            CUSTOM_BUCKETS_JOB, target, Map.of("convert_classic_histograms_to_nhcb", true));
    return withEveryFormat(target, writes)
        .withJobs(List.of(plain(target), text(target), converted));
  }

  private static ScrapeJob plain(URI target) {
    return new ScrapeJob("plain", target, Map.of());
  }

  private static ScrapeJob text(URI target) {
    return new ScrapeJob(
        "text", target, Map.of("scrape_protocols", List.of("OpenMetricsText1.0.0")));
  }
}
