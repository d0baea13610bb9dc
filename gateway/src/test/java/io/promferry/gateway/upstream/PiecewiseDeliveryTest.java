package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.pipeline.IncomingBody;
import io.promferry.gateway.pipeline.OutgoingBody;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.pipeline.Processed;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.pipeline.WritePipeline;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.gateway.wire.WriteVersion;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class PiecewiseDeliveryTest extends TransportTests {
  private final GatewayMeters meters = new GatewayMeters("test");
  private final List<Integer> sent = new ArrayList<>();
  private Upstream upstream;

  @BeforeEach
  void start() throws Exception {
    upstream =
        new Upstream(
            config("http://127.0.0.1:9/write", ""),
            "test",
            vertx,
            meters.upstream("central"),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    upstream.close(Duration.ZERO);
    meters.close();
  }

  @Test
  void keepsItsProgressWhenThePoolIsFullInTheMiddle() throws IOException {
    var body = body(8);

    assertThat(deliver(body, fullAfter(2)).cause()).isInstanceOf(RejectedExecutionException.class);

    assertThat(deliver(body, fullAfter(Integer.MAX_VALUE)).result())
        .isEqualTo(new Accepted(new PartCounts(8, 0, 0), Map.of()));
    assertThat(sent).containsExactly(4, 4);
  }

  private Future<Delivery> deliver(OutgoingBody body, BodyWork work) {
    return new PiecewiseDelivery(
            upstream,
            ACME.tenant(),
            body,
            OutgoingWrite.split(body),
            StoreAnswer.read(400, _ -> null, "out of order sample"),
            work,
            this::take)
        .run();
  }

  private Future<Result> take(OutgoingBody piece) {
    sent.add(piece.carried().samples());
    return Future.succeededFuture(new Result.Answered(StoreAnswer.read(204, _ -> null, "")));
  }

  private static BodyWork fullAfter(int runs) {
    var left = new AtomicInteger(runs);
    return new BodyWork() {
      @Override
      public <T> Future<T> run(int bytes, Function<Scratch, T> work) {
        return left.getAndDecrement() > 0
            ? Future.succeededFuture(work.apply(new Scratch()))
            : Future.failedFuture(new RejectedExecutionException());
      }
    };
  }

  private static OutgoingBody body(int series) throws IOException {
    var request = WriteRequest.newBuilder();
    for (int number = 0; number < series; number++) {
      request.addTimeseries(
          TimeSeries.newBuilder()
              .addLabels(Label.newBuilder().setName("__name__").setValue("n" + number))
              .addSamples(Sample.newBuilder().setTimestamp(1)));
    }
    byte[] bytes = Snappy.compress(request.build().toByteArray());
    var incoming = new IncomingBody(bytes, bytes.length, BodyEncoding.SNAPPY, WriteVersion.RW1, 0);
    var plan =
        new TenantPlan(
            new SplicePlan(
                ForcedLabels.of(Map.of("tenant", "acme")),
                ConflictPolicy.KEEP_AS_EXPORTED,
                LabelLimits.NONE,
                SeriesGate.OPEN),
            1 << 20,
            Duration.ofMinutes(10));
    var form = BodyForm.whole(WriteVersion.RW1);
    var processed = WritePipeline.process(incoming, plan, Set.of(form), new Scratch());
    return ((Processed.Forward) processed).write().ready(form).orElseThrow();
  }
}
