package io.promferry.loadtests.bench;

import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.Output;
import io.promferry.gateway.wire.ReshapeReport;
import io.promferry.gateway.wire.Reshaper;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.gateway.wire.SpliceReport;
import io.promferry.gateway.wire.SplitRequest;
import io.promferry.gateway.wire.SymbolizedRequestSplicer;
import io.promferry.gateway.wire.WriteRequestSplicer;
import io.promferry.gateway.wire.WriteVersion;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done to decoded bodies, each by itself. */
public class WireBenchmark {
  private static final int NO_LIMIT = 64 << 20;

  /** What the tenant has, and where the result is put. */
  @State(Scope.Thread)
  public static class Splicing {
    /** What the tenant has. */
    @Param public Judging judging = Judging.NOTHING;

    private final Output out = new Output();
    private SplicePlan plan = Judging.NOTHING.plan().splice();

    /** Lets every series be judged once, and complains if one is refused. */
    @Setup(Level.Trial)
    public void prepare(Sending sending) {
      plan = judging.plan().splice();
      sending.all().forEach(body -> Refusals.check(splice(body)));
    }

    SpliceReport splice(BenchBody body) {
      return WireBenchmark.splice(body, plan, out);
    }
  }

  /** Where a transcoded body is put. */
  @State(Scope.Thread)
  public static class Transcoding {
    private final Output out = new Output();
  }

  /** Forced labels, validation, limits and what the tenant has. */
  @Benchmark
  public SpliceReport splice(Sending sending, Splicing splicing, Samples samples) {
    return splicing.splice(sending.next(samples));
  }

  /** The same series in the other version. */
  @Benchmark
  public ReshapeReport transcode(Sending sending, Transcoding transcoding, Samples samples) {
    var body = sending.next(samples);
    return Reshaper.reshape(
        body.decoded(),
        body.decoded().length,
        body.version(),
        BodyForm.whole(other(body.version())),
        transcoding.out,
        NO_LIMIT);
  }

  /** Only looks for what is in a body: the walker by itself. */
  @Benchmark
  public SplitRequest walk(Sending sending, Samples samples) {
    var body = sending.next(samples);
    return SplitRequest.of(body.decoded(), body.decoded().length, body.version());
  }

  static WriteVersion other(WriteVersion version) {
    return switch (version) {
      case RW1 -> WriteVersion.RW2;
      case RW2 -> WriteVersion.RW1;
    };
  }

  private static SpliceReport splice(BenchBody body, SplicePlan plan, Output out) {
    byte[] bytes = body.decoded();
    return switch (body.version()) {
      case RW1 ->
          WriteRequestSplicer.splice(bytes, bytes.length, plan, Long.MAX_VALUE, out, NO_LIMIT);
      case RW2 ->
          SymbolizedRequestSplicer.splice(bytes, bytes.length, plan, Long.MAX_VALUE, out, NO_LIMIT);
    };
  }
}
