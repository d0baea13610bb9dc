package io.promferry.gateway.pipeline;

import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.codec.SnappyBlock;
import io.promferry.gateway.wire.MalformedWriteRequestException;
import io.promferry.gateway.wire.OutputLimitExceededException;
import io.promferry.gateway.wire.WriteRequestSplicer;
import java.util.Arrays;

/** One Remote Write 1.0 body on its way: decode, check, force the labels, encode. */
public final class WritePipeline {
  /** How much the forced labels may add to a request that is as large as it may be. */
  private static final int GROWTH = 2;

  private WritePipeline() {}

  /**
   * Processes the first {@code length} bytes of {@code body}, a snappy block. Borrows the body and
   * the scratch until it returns.
   */
  public static Processed process(byte[] body, int length, TenantPlan plan, Scratch scratch) {
    try {
      long declared = SnappyBlock.declaredLength(body, length);
      if (declared > plan.decodedBytesLimit()) {
        return new Processed.TooLarge(
            "decoded length of "
                + declared
                + " bytes is over the limit of "
                + plan.decodedBytesLimit());
      }
      return splice(body, length, (int) declared, plan, scratch);
    } catch (CorruptBodyException | MalformedWriteRequestException e) {
      return new Processed.Malformed(String.valueOf(e.getMessage()));
    } catch (OutputLimitExceededException e) {
      return new Processed.TooLarge(String.valueOf(e.getMessage()));
    } finally {
      scratch.trim();
    }
  }

  private static Processed splice(
      byte[] body, int length, int declared, TenantPlan plan, Scratch scratch)
      throws CorruptBodyException {
    byte[] decoded = scratch.decoded(declared);
    int decodedLength = SnappyBlock.decode(body, length, decoded);
    var out = scratch.spliced;
    var report =
        WriteRequestSplicer.splice(
            decoded,
            decodedLength,
            plan.forced(),
            plan.onConflict(),
            out,
            GROWTH * plan.decodedBytesLimit());
    if (report.series() == 0) {
      return new Processed.Nothing(report);
    }
    byte[] encoded = scratch.encoded(SnappyBlock.maxEncodedLength(out.length()));
    int encodedLength = SnappyBlock.encode(out.array(), out.length(), encoded);
    return new Processed.Forward(Arrays.copyOf(encoded, encodedLength), report);
  }
}
