package io.promferry.loadtests.bench;

import io.promferry.gateway.pipeline.Processed;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.pipeline.WritePipeline;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.WriteVersion;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From compressed body to compressed body, as an event loop does it for the write handler. */
public class PipelineBenchmark {
  /** What the tenant has, in which version the store wants it, and an event loop's buffers. */
  @State(Scope.Thread)
  public static class Serving {
    /** What the tenant has. */
    @Param({"NOTHING", "SERIES_LIMIT", "RULES_AND_SERIES_LIMIT"})
    public Judging judging = Judging.NOTHING;

    /** What the store takes. */
    @Param({"RW1", "RW2"})
    public WriteVersion store = WriteVersion.RW1;

    private final Scratch scratch = new Scratch();
    private TenantPlan plan = Judging.NOTHING.plan();
    private Set<BodyForm> forms = Set.of();

    /** Lets every series be judged once, and complains if one is refused. */
    @Setup(Level.Trial)
    public void prepare(Sending sending) {
      plan = judging.plan();
      forms = Set.of(BodyForm.whole(store));
      for (var body : sending.all()) {
        if (process(body) instanceof Processed.Forward(var write)) {
          Refusals.check(write.report());
        } else {
          throw new IllegalStateException("the gateway does not forward the benchmark's bodies");
        }
      }
    }

    /** As {@code process} does it for any body; those here are not too large for an event loop. */
    Processed process(BenchBody body) {
      return WritePipeline.process(Sending.incoming(body), plan, forms, scratch);
    }
  }

  /** All of it. */
  @Benchmark
  public Processed process(Sending sending, Serving serving, Samples samples) {
    return serving.process(sending.next(samples));
  }
}
