package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.operator.GatewayReports.TenantReport;
import io.promferry.tenantpromconfig.operator.status.Verdict;

/** What the gateway's replicas say of a tenant's samples. */
final class FlowVerdict {
  private FlowVerdict() {}

  static Verdict of(TenantReport report) {
    return switch (report.flow()) {
      case FLOWING -> Verdict.yes("SamplesArrive", text(report, "Samples arrive."));
      case SILENT ->
          Verdict.no(
              "Silent",
              text(
                  report,
                  "No samples arrive. See EgressReady, PrometheusReady and the log of the tenant's"
                      + " Prometheus."));
      case REFUSED ->
          Verdict.no(
              "Refused",
              text(report, "Samples arrive and are refused; see the gateway's status page."));
      case UNKNOWN ->
          Verdict.unknown(
              "GatewayUnknown",
              text(
                  report,
                  "No replica of the gateway can say it yet: none answers, or they have just"
                      + " started."));
    };
  }

  private static String text(TenantReport report, String otherwise) {
    return report.text().isBlank() ? otherwise : report.text();
  }
}
