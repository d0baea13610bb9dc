package io.promferry.loadtests.measure;

import io.promferry.loadtests.peer.GatewayProcess;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The bytes of a gateway's heap that were in use after its last collection, of whatever generation:
 * all of the heap except eden, which holds what came since. Zero for a gateway that does not
 * answer.
 */
public record GatewayHeap(GatewayProcess gateway) implements LongSupplier {
  private static final String USED = "jvm_memory_used_bytes";

  @Override
  public long getAsLong() {
    var page = gateway.metrics();
    return (long)
        (page.sum(USED, Map.of("area", "heap"))
            - page.sum(USED, Map.of("id", "Eden Space"))
            - page.sum(USED, Map.of("id", "G1 Eden Space")));
  }
}
