package io.promferry.gateway.http;

import io.promferry.gateway.wire.PartCounts;
import io.vertx.core.MultiMap;

/**
 * How much was written, as Remote Write 2.0 wants it in every answer ("Required Written Response
 * Headers").
 */
final class WrittenHeaders {
  private WrittenHeaders() {}

  static void put(MultiMap headers, PartCounts written) {
    headers.set("X-Prometheus-Remote-Write-Samples-Written", Integer.toString(written.samples()));
    headers.set(
        "X-Prometheus-Remote-Write-Histograms-Written", Integer.toString(written.histograms()));
    headers.set(
        "X-Prometheus-Remote-Write-Exemplars-Written", Integer.toString(written.exemplars()));
  }
}
