package io.promferry.tenantpromconfig.operator.flow;

import io.promferry.tenantpromconfig.operator.GatewayReports.Flow;

/** From the gateway's verdict to what is said of samples (gateway/docs/troubleshooting.md). */
final class VerdictFlow {
  private VerdictFlow() {}

  /** Of a verdict's {@code code} and {@code severity}; what is new to us cannot be told. */
  static Flow of(String code, String severity) {
    return switch (severity) {
      // Writes without samples are accepted, and nothing arrives.
      case "ok", "warning" -> code.equals("no_samples") ? Flow.SILENT : Flow.FLOWING;
      case "failing" ->
          code.equals("silent") || code.equals("never_wrote") ? Flow.SILENT : Flow.REFUSED;
      default -> Flow.UNKNOWN;
    };
  }
}
