package io.promferry.gateway.pipeline;

import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.codec.SnappyBlock;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.OutputLimitExceededException;
import io.promferry.gateway.wire.PartKind;
import io.promferry.gateway.wire.Reshaper;
import io.promferry.gateway.wire.SpliceReport;
import io.promferry.gateway.wire.SplitRequest;
import io.promferry.gateway.wire.WriteVersion;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One write with its labels forced, in every form that an upstream has asked for so far, and able
 * to take on others. Thread-safe.
 */
public final class OutgoingWrite {
  private static final Set<PartKind> METADATA_ONLY = EnumSet.of(PartKind.METADATA);
  private static final Set<PartKind> METADATA_ASIDE =
      EnumSet.complementOf(EnumSet.of(PartKind.METADATA));

  private final WriteVersion version;
  private final SpliceReport report;
  private final int outputLimit;
  private final Map<BodyForm, OutgoingBody> bodies = new ConcurrentHashMap<>();

  /** {@code bodies} has at least one body of each store, or one that leaves no more out. */
  OutgoingWrite(
      WriteVersion version, SpliceReport report, int outputLimit, Collection<OutgoingBody> bodies) {
    this.version = version;
    this.report = report;
    this.outputLimit = outputLimit;
    bodies.forEach(body -> this.bodies.put(body.form(), body));
  }

  /** The version in which the tenant sent it. */
  public WriteVersion version() {
    return version;
  }

  /** What the splice did; its counts are those of the write before any form left something out. */
  public SpliceReport report() {
    return report;
  }

  /** The body of that form, if it has been made. */
  public Optional<OutgoingBody> ready(BodyForm form) {
    return Optional.ofNullable(bodies.get(form));
  }

  /** How many bytes have to be gone through at most to make the body of that form. */
  public int costOf(BodyForm form) {
    boolean symbolsAreWrittenOut =
        form.version() == WriteVersion.RW1 && version == WriteVersion.RW2;
    return symbolsAreWrittenOut ? outputLimit : decodedBytes();
  }

  /** How many bytes the largest body there is decodes to. */
  public int decodedBytes() {
    return bodies.values().stream().mapToInt(OutgoingBody::decodedBytes).max().orElse(0);
  }

  /**
   * How many bytes the body of that form has on the wire; a guess on the safe side before it is
   * made.
   */
  public int encodedBytes(BodyForm form) {
    return ready(form).map(body -> body.bytes().length).orElseGet(this::decodedBytes);
  }

  /**
   * The body of that form, made now if need be. Takes time in proportion to the write.
   *
   * @throws OutputLimitExceededException if it cannot be that form within the limit for a request
   */
  public OutgoingBody body(BodyForm form, Scratch scratch) {
    var known = bodies.get(form);
    if (known != null) {
      return known;
    }
    var source = richest(form);
    byte[] decoded = decode(source, scratch::decoded);
    var report =
        Reshaper.reshape(
            decoded,
            source.decodedBytes(),
            source.form().version(),
            form,
            scratch.reshaped,
            outputLimit);
    var body =
        scratch.encode(
            scratch.reshaped,
            scratch.reshaped.length(),
            form,
            report.carried(),
            sum(source.dropped(), report.dropped()),
            report.isEmpty());
    bodies.put(form, body);
    return body;
  }

  /**
   * The body that has most of what {@code form} is to carry: metadata, which RW1 cannot always
   * carry, counts least, then the tenant's own version comes first.
   */
  private OutgoingBody richest(BodyForm form) {
    return bodies.values().stream()
        .min(
            Comparator.comparingInt((OutgoingBody body) -> lacking(body, form, METADATA_ASIDE))
                .thenComparingInt(body -> lacking(body, form, METADATA_ONLY))
                .thenComparing(body -> body.form().version() != version))
        .orElseThrow();
  }

  private static int lacking(OutgoingBody body, BodyForm form, Set<PartKind> among) {
    var lacking = EnumSet.copyOf(among);
    lacking.retainAll(body.form().without());
    lacking.removeAll(form.without());
    return lacking.size();
  }

  private static Map<DropReason, Integer> sum(
      Map<DropReason, Integer> before, Map<DropReason, Integer> now) {
    var sum = new EnumMap<DropReason, Integer>(DropReason.class);
    sum.putAll(before);
    now.forEach((reason, count) -> sum.merge(reason, count, Integer::sum));
    return sum;
  }

  /** Takes a body apart, to send less than the whole of it. Owns the memory that it needs. */
  public static SplitRequest split(OutgoingBody body) {
    return SplitRequest.of(decode(body, byte[]::new), body.decodedBytes(), body.form().version());
  }

  /** A body of some units only, in the form of the body that {@code request} was made of. */
  public static OutgoingBody piece(
      OutgoingBody whole, SplitRequest request, BitSet units, Scratch scratch) {
    var carried = request.write(units, scratch.reshaped);
    return scratch.encode(
        scratch.reshaped,
        scratch.reshaped.length(),
        whole.form(),
        carried,
        Map.of(),
        units.isEmpty());
  }

  private static byte[] decode(OutgoingBody body, Function<Integer, byte[]> buffers) {
    byte[] decoded = buffers.apply(body.decodedBytes());
    try {
      SnappyBlock.decode(body.bytes(), body.bytes().length, decoded);
      return decoded;
    } catch (CorruptBodyException e) {
      throw new AssertionError("we have encoded it ourselves", e);
    }
  }
}
