package io.promferry.gateway.pipeline;

import io.promferry.gateway.codec.SnappyBlock;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.Output;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.ReshapeReport;
import java.util.Arrays;
import java.util.Map;

/** Buffers for one write at a time, used again for the next. One owner; not thread-safe. */
public final class Scratch {
  private static final int KEPT_BYTES = 4 << 20;

  final Output spliced = new Output();
  final Output reshaped = new Output();
  private byte[] decoded = {};
  private byte[] encoded = {};

  byte[] decoded(int length) {
    if (decoded.length < length) {
      decoded = new byte[length];
    }
    return decoded;
  }

  /** A body of what a reshape has written. */
  OutgoingBody encode(Output out, BodyForm form, ReshapeReport report) {
    return encode(out, out.length(), form, report.carried(), report.dropped(), report.isEmpty());
  }

  /** A body of the first {@code length} bytes of {@code out}. */
  OutgoingBody encode(
      Output out,
      int length,
      BodyForm form,
      PartCounts carried,
      Map<DropReason, Integer> dropped,
      boolean isEmpty) {
    return new OutgoingBody(encode(out.array(), length), length, form, carried, dropped, isEmpty);
  }

  private byte[] encode(byte[] source, int length) {
    int most = SnappyBlock.maxEncodedLength(length);
    if (most > KEPT_BYTES) {
      return SnappyBlock.encode(source, length);
    }
    if (encoded.length < most) {
      encoded = new byte[most];
    }
    return Arrays.copyOf(encoded, SnappyBlock.encode(source, length, encoded));
  }

  /** Lets go of what only an unusually large write needed to be decoded. */
  void trimDecoded() {
    if (decoded.length > KEPT_BYTES) {
      decoded = new byte[0];
    }
  }

  /** Lets go of what only an unusually large write needed. */
  public void trim() {
    trimDecoded();
    spliced.trim();
    reshaped.trim();
  }
}
