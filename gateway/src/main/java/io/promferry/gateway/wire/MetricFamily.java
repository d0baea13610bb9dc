package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The name under which a metric's metadata is known: Remote Write 1.0 names a family there, 2.0
 * attaches it to the series, of which a histogram or summary has several names.
 */
final class MetricFamily {
  private static final int HISTOGRAM = 3;
  private static final int GAUGE_HISTOGRAM = 4;
  private static final int SUMMARY = 5;

  private static final byte[][] OF_HISTOGRAM = suffixes("_bucket", "_sum", "_count");
  private static final byte[][] OF_GAUGE_HISTOGRAM =
      suffixes("_bucket", "_sum", "_count", "_gsum", "_gcount");
  private static final byte[][] OF_SUMMARY = suffixes("_sum", "_count");
  private static final byte[][] OF_ANY =
      suffixes("_total", "_bucket", "_sum", "_count", "_created", "_info", "_gsum", "_gcount");

  private MetricFamily() {}

  /** Where the family's name ends in the name, between the two positions, of such a metric. */
  static int endOf(int type, byte[] buf, int from, int to) {
    return switch (type) {
      case HISTOGRAM -> without(OF_HISTOGRAM, buf, from, to);
      case GAUGE_HISTOGRAM -> without(OF_GAUGE_HISTOGRAM, buf, from, to);
      case SUMMARY -> without(OF_SUMMARY, buf, from, to);
      default -> to;
    };
  }

  /** Where the name ends without the suffix that a series of any type of family may have. */
  static int endWithoutSuffix(byte[] buf, int from, int to) {
    return without(OF_ANY, buf, from, to);
  }

  private static int without(byte[][] suffixes, byte[] buf, int from, int to) {
    for (byte[] suffix : suffixes) {
      int end = to - suffix.length;
      if (end > from && Arrays.equals(buf, end, to, suffix, 0, suffix.length)) {
        return end;
      }
    }
    return to;
  }

  private static byte[][] suffixes(String... suffixes) {
    return Stream.of(suffixes).map(s -> s.getBytes(US_ASCII)).toArray(byte[][]::new);
  }
}
