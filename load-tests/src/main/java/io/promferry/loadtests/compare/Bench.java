package io.promferry.loadtests.compare;

import io.promferry.loadtests.measure.Cores;
import java.io.IOException;
import java.util.List;

/**
 * Which core is whose.
 *
 * @param tested of the process under test, and of nobody else
 * @param harness of the driver and the store
 */
record Bench(int tested, int harness) {
  /** The first for the process under test, the last for the harness. */
  static Bench ofThisMachine() throws IOException {
    return of(Cores.allowed());
  }

  static Bench of(List<Integer> cores) {
    if (cores.size() < 2) {
      throw new IllegalStateException(
          "a comparison needs two cores, one for the process under test, and has " + cores);
    }
    return new Bench(cores.getFirst(), cores.getLast());
  }
}
