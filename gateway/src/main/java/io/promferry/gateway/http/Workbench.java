package io.promferry.gateway.http;

import io.promferry.gateway.pipeline.IncomingBody;
import io.promferry.gateway.pipeline.Processed;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.pipeline.WritePipeline;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.BodyWork;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.OutputLimitExceededException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where one tenant's bodies are worked on: small ones by the event loop itself, a few milliseconds
 * at most, the others by the pool. Lives on its requests' event loop, whose buffers it borrows.
 */
final class Workbench implements BodyWork {
  private static final int SMALL_BODY = 256 << 10;

  private static final int SMALL_DECODED = 1 << 20;

  /** What it may become: symbols that are written out may be a thousand times as long. */
  private static final int SMALL_OUTPUT = 2 * SMALL_DECODED;

  private final Vertx vertx;
  private final PipelinePool pool;
  private final Scratch scratch;
  private final TenantId tenant;

  Workbench(Vertx vertx, PipelinePool pool, Scratch scratch, TenantId tenant) {
    this.vertx = vertx;
    this.pool = pool;
    this.scratch = scratch;
    this.tenant = tenant;
  }

  /** What becomes of a body that decodes to so many bytes. */
  Future<Processed> process(IncomingBody body, long decoded, TenantPlan plan, Set<BodyForm> forms) {
    var small =
        body.length() <= SMALL_BODY && decoded <= SMALL_DECODED
            ? WritePipeline.processIfSmall(SMALL_OUTPUT, body, plan, forms, scratch)
            : Optional.<Processed>empty();
    return small
        .map(Future::succeededFuture)
        .orElseGet(() -> inPool(own -> WritePipeline.process(body, plan, forms, own)));
  }

  @Override
  public <T> Future<T> run(int bytes, Function<Scratch, T> work) {
    if (bytes > SMALL_DECODED) {
      return inPool(work);
    }
    try {
      return Future.succeededFuture(work.apply(scratch));
    } catch (OutputLimitExceededException e) {
      return Future.failedFuture(e);
    } finally {
      scratch.trim();
    }
  }

  private <T> Future<T> inPool(Function<Scratch, T> work) {
    return pool.run(vertx.getOrCreateContext(), tenant, work);
  }
}
