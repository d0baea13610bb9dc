package io.promferry.loadtests.peer;

import java.util.Map;

/** What a JVM's metrics say of its heap, in bytes, whatever its collector is. */
final class HeapUse {
  private static final String USED = "jvm_memory_used_bytes";

  private HeapUse() {}

  /** What has been allocated since the last collection. */
  static double eden(MetricsPage page) {
    return page.sum(USED, Map.of("id", "Eden Space"))
        + page.sum(USED, Map.of("id", "G1 Eden Space"));
  }

  /** What was in use after the last collection, of whatever generation. */
  static double afterCollection(MetricsPage page) {
    return page.sum(USED, Map.of("area", "heap")) - eden(page);
  }
}
