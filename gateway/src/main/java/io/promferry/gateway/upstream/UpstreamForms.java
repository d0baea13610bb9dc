package io.promferry.gateway.upstream;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.config.UpstreamConfig.Protocol;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.PartKind;
import io.promferry.gateway.wire.WriteVersion;
import java.util.Set;
import java.util.stream.Stream;

/** What one store gets of a write, by the version in which it came and the one in which it goes. */
final class UpstreamForms {
  private final BodyForm rw1;
  private final BodyForm rw1OfRw2;
  private final BodyForm rw2;

  UpstreamForms(UpstreamConfig config) {
    var drop = config.drop().stream().map(UpstreamForms::kind).collect(toUnmodifiableSet());
    rw2 = new BodyForm(WriteVersion.RW2, drop);
    // RW1 metadata carries no labels, so it would mix what the tenants say (design section 8).
    rw1 =
        new BodyForm(
            WriteVersion.RW1, config.separatesTenants() ? drop : with(drop, PartKind.METADATA));
    // A store that does not understand RW2 is older than custom buckets, and takes them for others.
    rw1OfRw2 =
        config.protocol() == Protocol.AUTO
            ? new BodyForm(WriteVersion.RW1, with(rw1.without(), PartKind.CUSTOM_BUCKET_HISTOGRAMS))
            : rw1;
  }

  BodyForm get(WriteVersion sent, WriteVersion version) {
    if (version == WriteVersion.RW2) {
      return rw2;
    }
    return sent == WriteVersion.RW2 ? rw1OfRw2 : rw1;
  }

  private static Set<PartKind> with(Set<PartKind> kinds, PartKind more) {
    return Stream.concat(kinds.stream(), Stream.of(more)).collect(toUnmodifiableSet());
  }

  private static PartKind kind(UpstreamConfig.Part part) {
    return switch (part) {
      case NATIVE_HISTOGRAMS -> PartKind.NATIVE_HISTOGRAMS;
      case CUSTOM_BUCKET_HISTOGRAMS -> PartKind.CUSTOM_BUCKET_HISTOGRAMS;
      case EXEMPLARS -> PartKind.EXEMPLARS;
      case METADATA -> PartKind.METADATA;
    };
  }
}
