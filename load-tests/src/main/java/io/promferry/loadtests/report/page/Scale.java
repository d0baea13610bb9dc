package io.promferry.loadtests.report.page;

import java.util.List;

/** Where along an axis a value stands, 0 to 1, and what is written beside the axis. */
sealed interface Scale permits LinearScale, LogScale {
  double at(double value);

  /** At most seven values in ascending order. */
  List<Double> ticks();
}
