package io.promferry.gateway.discovery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A tenant's list as it goes out.
 *
 * @param json borrowed by whoever sends it, never written to
 * @param etag of these bytes, with its quotation marks (RFC 9110 section 8.8.3)
 */
// Compared with nobody; it is handed from hand to hand.
@SuppressWarnings("ArrayRecordComponent")
public record TargetBody(byte[] json, String etag, TargetSummary summary) {
  private static final int ETAG_BYTES = 12;

  static TargetBody of(DiscoveredTargets targets) {
    var json = TargetsJson.of(targets.targets());
    return new TargetBody(json, etag(json), targets.summary());
  }

  private static String etag(byte[] json) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(json);
      return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, ETAG_BYTES)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
