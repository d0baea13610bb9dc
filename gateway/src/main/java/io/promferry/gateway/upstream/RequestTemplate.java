package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Transport.Attributes;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/**
 * The head of every request to one store: all of it is the gateway's own or its operator's, nothing
 * the sender's. A tenant's names need no escaping: they are DNS labels.
 */
final class RequestTemplate {
  private final UpstreamConfig config;
  private final String userAgent;

  RequestTemplate(UpstreamConfig config, String userAgent) {
    this.config = config;
    this.userAgent = userAgent;
  }

  /** The caller may add to it; it belongs to nobody else. */
  RequestOptions fill(Attributes attributes) {
    var tenant = attributes.tenant();
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setURI(config.url().target().fill(tenant.tenant(), tenant.vpc()))
            .putHeader("Content-Type", contentType(attributes.version()))
            .putHeader("Content-Encoding", "snappy")
            .putHeader("X-Prometheus-Remote-Write-Version", version(attributes.version()))
            .putHeader("User-Agent", userAgent);
    attributes
        .retryAttempt()
        .ifPresent(attempt -> request.putHeader("Retry-Attempt", String.valueOf(attempt)));
    putConfigured(request, tenant);
    return request;
  }

  private void putConfigured(RequestOptions request, TenantId tenant) {
    config
        .headers()
        .forEach(
            (name, value) -> request.putHeader(name, value.fill(tenant.tenant(), tenant.vpc())));
  }

  /** Without a space after the semicolon: one store compares the whole text. */
  private static String contentType(WriteVersion version) {
    return switch (version) {
      case RW1 -> "application/x-protobuf";
      case RW2 -> "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    };
  }

  private static String version(WriteVersion version) {
    return switch (version) {
      case RW1 -> "0.1.0";
      case RW2 -> "2.0.0";
    };
  }
}
