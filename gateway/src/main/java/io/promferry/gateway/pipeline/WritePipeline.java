package io.promferry.gateway.pipeline;

import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.MalformedWriteRequestException;
import io.promferry.gateway.wire.OutputLimitExceededException;
import io.promferry.gateway.wire.OwnSeries;
import io.promferry.gateway.wire.PartKind;
import io.promferry.gateway.wire.Reshaper;
import io.promferry.gateway.wire.SpliceReport;
import io.promferry.gateway.wire.SymbolizedRequestSplicer;
import io.promferry.gateway.wire.WorkLimitExceededException;
import io.promferry.gateway.wire.WriteRequestSplicer;
import io.promferry.gateway.wire.WriteVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One body on its way: decode, check, force the labels, encode in each form that is wanted. A form
 * in the body's own version costs one splice; another one is made of the splice's result.
 */
public final class WritePipeline {
  /** How much the forced labels, or another version, may add to the largest request. */
  private static final int GROWTH = 2;

  /**
   * How many times as long a request may become: symbols that are written out make real ones some
   * ten times as long (facts/remote-write.md 5), and made-up ones ten thousand times.
   */
  private static final long MOST_TIMES = 64;

  /** What any request may become. */
  private static final long LEAST_LIMIT = 1 << 20;

  /** What rules may go through on an event loop, at 10 to 70 ns for each byte. */
  private static final long SMALL_LABEL_BYTES = 128 << 10;

  private static final Set<PartKind> METADATA_ONLY = Set.of(PartKind.METADATA);

  private WritePipeline() {}

  /** From this decoded length on, what is not needed any more is let go at once. */
  private static final int LARGE = 4 << 20;

  /**
   * Processes a body for upstreams that want it in these forms, at least one. Lets go of the body
   * as soon as it is decoded; borrows the scratch until it returns. Of buffers in proportion to the
   * request it has no more than two at a time beside the bodies that it makes: the decoded request
   * and the spliced one, which is up to half as long again.
   */
  public static Processed process(
      IncomingBody body, TenantPlan plan, Set<BodyForm> forms, Scratch scratch) {
    try {
      return processWithin(Integer.MAX_VALUE, true, body, plan, forms, scratch);
    } catch (OutputLimitExceededException e) {
      return new Processed.TooLarge(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The same on an event loop, for a body that is small as it came: empty if it becomes larger than
   * {@code most} bytes in every form that is wanted, or needs more than a few milliseconds of
   * rules. Borrows the body too.
   */
  public static Optional<Processed> processIfSmall(
      int most, IncomingBody body, TenantPlan plan, Set<BodyForm> forms, Scratch scratch) {
    try {
      var hurried = plan.within(SMALL_LABEL_BYTES);
      return Optional.of(processWithin(most, false, body, hurried, forms, scratch));
    } catch (OutputLimitExceededException | WorkLimitExceededException e) {
      return Optional.empty();
    }
  }

  /**
   * A write of what the gateway itself has to say, in these forms, at least one. Borrows the
   * scratch until it returns.
   */
  public static OutgoingWrite own(OwnSeries series, Set<BodyForm> forms, Scratch scratch) {
    int limit = (int) LEAST_LIMIT;
    var report = series.write(scratch.spliced);
    var bodies = bodies(WriteVersion.RW1, forms, report, scratch, limit);
    return new OutgoingWrite(WriteVersion.RW1, report, limit, bodies);
  }

  private static int outputLimit(int decodedLength, TenantPlan plan) {
    long times = Math.max(LEAST_LIMIT, MOST_TIMES * decodedLength);
    return (int) Math.min(times, (long) GROWTH * plan.decodedBytesLimit());
  }

  private static Processed processWithin(
      int most,
      boolean isLastTime,
      IncomingBody body,
      TenantPlan plan,
      Set<BodyForm> forms,
      Scratch scratch) {
    try {
      int limit = plan.decodedBytesLimit();
      long declared = body.encoding().declaredLength(body.bytes(), body.length()).orElse(limit);
      if (declared > limit) {
        return new Processed.TooLarge(
            "decoded length of " + declared + " bytes is over the limit of " + limit);
      }
      int length = decode(body, (int) declared, scratch);
      if (isLastTime) {
        body.release();
      }
      return splice(body, length, plan, forms, scratch, most);
    } catch (CorruptBodyException | MalformedWriteRequestException e) {
      return new Processed.Malformed(String.valueOf(e.getMessage()));
    } finally {
      scratch.trim();
    }
  }

  private static int decode(IncomingBody body, int declared, Scratch scratch)
      throws CorruptBodyException {
    byte[] decoded = scratch.decoded(declared);
    return body.encoding().decode(body.bytes(), body.length(), decoded, declared);
  }

  private static Processed splice(
      IncomingBody body,
      int length,
      TenantPlan plan,
      Set<BodyForm> forms,
      Scratch scratch,
      int most) {
    int outputLimit = outputLimit(length, plan);
    int now = Math.min(most, outputLimit);
    var report =
        length < LARGE
            ? splice(body, length, plan, scratch, now)
            : spliceLarge(body, length, plan, scratch, now);
    scratch.trimDecoded();
    if (report.series() == 0 && report.metadata() == 0) {
      return new Processed.Nothing(report);
    }
    var bodies = bodies(body.version(), forms, report, scratch, now);
    return new Processed.Forward(new OutgoingWrite(body.version(), report, outputLimit, bodies));
  }

  /** Leaves out forms that exceed the limit, unless all do: the others' stores can take it. */
  private static List<OutgoingBody> bodies(
      WriteVersion sent,
      Set<BodyForm> forms,
      SpliceReport report,
      Scratch scratch,
      int outputLimit) {
    var bodies = new ArrayList<OutgoingBody>(forms.size());
    var exceeded = new ArrayList<OutputLimitExceededException>(0);
    for (var form : forms) {
      try {
        bodies.add(body(sent, form, report, scratch, outputLimit));
      } catch (OutputLimitExceededException e) {
        exceeded.add(e);
      }
    }
    if (bodies.isEmpty()) {
      throw exceeded.getFirst();
    }
    return bodies;
  }

  /** Into a buffer that need not grow, for which the old and the new one would have to fit. */
  private static SpliceReport spliceLarge(
      IncomingBody body, int length, TenantPlan plan, Scratch scratch, int outputLimit) {
    int likely = Math.min(outputLimit, length + length / 2);
    try {
      scratch.spliced.reserve(likely);
      return splice(body, length, plan, scratch, likely);
    } catch (OutputLimitExceededException e) {
      if (likely == outputLimit) {
        throw e;
      }
    }
    scratch.spliced.reserve(outputLimit);
    return splice(body, length, plan, scratch, outputLimit);
  }

  private static SpliceReport splice(
      IncomingBody body, int length, TenantPlan plan, Scratch scratch, int outputLimit) {
    byte[] decoded = scratch.decoded(length);
    long latest = plan.latestTimestamp(body.receivedAt());
    return switch (body.version()) {
      case RW1 ->
          WriteRequestSplicer.splice(
              decoded, length, plan.splice(), latest, scratch.spliced, outputLimit);
      case RW2 ->
          SymbolizedRequestSplicer.splice(
              decoded, length, plan.splice(), latest, scratch.spliced, outputLimit);
    };
  }

  private static OutgoingBody body(
      WriteVersion sent, BodyForm form, SpliceReport report, Scratch scratch, int outputLimit) {
    if (form.version() == sent) {
      boolean loneExemplars = sent == WriteVersion.RW2 && report.loneExemplars() > 0;
      if (form.without().isEmpty() && !loneExemplars) {
        return whole(form, report, scratch);
      }
      if (sent == WriteVersion.RW1 && form.without().equals(METADATA_ONLY)) {
        return withoutMetadata(form, report, scratch);
      }
    }
    var out = scratch.spliced;
    return scratch.encode(
        scratch.reshaped,
        form,
        Reshaper.reshape(out.array(), out.length(), sent, form, scratch.reshaped, outputLimit));
  }

  private static OutgoingBody whole(BodyForm form, SpliceReport report, Scratch scratch) {
    return scratch.encode(
        scratch.spliced, scratch.spliced.length(), form, report.written(), Map.of(), false);
  }

  private static OutgoingBody withoutMetadata(BodyForm form, SpliceReport report, Scratch scratch) {
    Map<DropReason, Integer> dropped =
        report.metadata() == 0 ? Map.of() : Map.of(DropReason.METADATA, report.metadata());
    return scratch.encode(
        scratch.spliced,
        report.metadataFrom(),
        form,
        report.written(),
        dropped,
        report.series() == 0);
  }
}
