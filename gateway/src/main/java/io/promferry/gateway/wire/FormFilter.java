package io.promferry.gateway.wire;

/** Takes out of a series what a form leaves out, and counts it. */
final class FormFilter {
  private final byte[] body;
  private final boolean withoutHistograms;
  private final boolean withoutCustomBuckets;
  private final boolean withoutExemplars;
  private final boolean withoutMetadata;
  private final boolean withoutStartTimestamps;
  private final ReshapeTally tally;

  FormFilter(RequestReader reader, BodyForm form, ReshapeTally tally) {
    this.body = reader.body();
    this.withoutHistograms = form.without().contains(PartKind.NATIVE_HISTOGRAMS);
    this.withoutCustomBuckets = form.without().contains(PartKind.CUSTOM_BUCKET_HISTOGRAMS);
    this.withoutExemplars = form.without().contains(PartKind.EXEMPLARS);
    this.withoutMetadata = form.without().contains(PartKind.METADATA);
    this.withoutStartTimestamps =
        reader.version() == WriteVersion.RW2 && form.version() == WriteVersion.RW1;
    this.tally = tally;
  }

  boolean keepsMetadata() {
    return !withoutMetadata;
  }

  /**
   * Returns whether the series is to be written. It is not if all that it had has been taken out,
   * or all but metadata, which a store would refuse alone.
   */
  boolean keeps(SeriesParts parts) {
    boolean hadData = parts.hasPointsOrExemplars();
    boolean hadMetadata = !parts.metadata.isEmpty();
    removeHistograms(parts.histograms);
    removeExemplars(parts.exemplars);
    removeMetadata(parts.metadata);
    if (!parts.hasPointsOrExemplars() && (hadData || (hadMetadata && withoutMetadata))) {
      return false;
    }
    if (withoutStartTimestamps) {
      tally.drop(DropReason.START_TIMESTAMP, startTimestamps(parts));
    }
    return true;
  }

  private void removeHistograms(Ranges histograms) {
    int before = histograms.size();
    if (withoutHistograms) {
      histograms.clear();
      tally.drop(DropReason.NATIVE_HISTOGRAM, before);
    } else if (withoutCustomBuckets) {
      removeCustomBuckets(histograms);
      tally.drop(DropReason.CUSTOM_BUCKET_HISTOGRAM, before - histograms.size());
    }
  }

  private void removeCustomBuckets(Ranges histograms) {
    int kept = 0;
    for (int i = 0; i < histograms.size(); i++) {
      if (!PointFields.hasCustomBuckets(body, histograms.from(i), histograms.to(i))) {
        histograms.move(i, kept++);
      }
    }
    histograms.truncate(kept);
  }

  private void removeExemplars(Ranges exemplars) {
    if (withoutExemplars) {
      tally.drop(DropReason.EXEMPLAR, exemplars.size());
      exemplars.clear();
    }
  }

  private void removeMetadata(SeriesMetadata metadata) {
    if (withoutMetadata && !metadata.isEmpty()) {
      tally.drop(DropReason.METADATA, 1);
      metadata.clear();
    }
  }

  /** How many of the samples and histograms have one, of their own or by their series. */
  private int startTimestamps(SeriesParts parts) {
    if (parts.created != 0) {
      return parts.samples.size() + parts.histograms.size();
    }
    return count(parts.samples, PointFields.SAMPLE_START_TIMESTAMP)
        + count(parts.histograms, PointFields.HISTOGRAM_START_TIMESTAMP);
  }

  /** How many of the messages have something but 0 in that field. */
  private int count(Ranges messages, int field) {
    int found = 0;
    for (int i = 0; i < messages.size(); i++) {
      if (PointFields.varint(body, messages.from(i), messages.to(i), field) != 0) {
        found++;
      }
    }
    return found;
  }
}
