package io.promferry.gateway.http;

import static java.util.Locale.ROOT;

import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Cause;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.auth.AuthResult.Unavailable;
import io.promferry.gateway.auth.Authenticator;
import io.promferry.gateway.auth.Presented;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.AddressText;
import io.promferry.gateway.tenant.SeenSources.Sighting;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a request is from, and whether it comes from where that tenant is expected: decided from its
 * head and its connection. Whatever goes wrong admits nobody. One instance per event loop.
 */
final class Authentication {
  private static final Logger logger = LoggerFactory.getLogger(Authentication.class);

  private final GatewayMeters meters;
  private final Strangers strangers;
  private final InstantSource clock;
  private String lastFailure = "";

  Authentication(GatewayMeters meters, Strangers strangers, InstantSource clock) {
    this.meters = meters;
    this.strangers = strangers;
    this.clock = clock;
  }

  /** Whether a request may go on, and as whose. */
  sealed interface Result {
    /** As this tenant's. */
    record Admitted(Tenant tenant, ServedTenant served) implements Result {}

    /** It is not known whose it is. */
    record NotKnown(WriteOutcome outcome) implements Result {}

    /** It is this tenant's, and may not go on. */
    record Refused(ServedTenant served, WriteOutcome outcome) implements Result {}
  }

  Result of(
      HttpServerRequest request, Authenticator authenticator, Map<TenantId, ServedTenant> tenants) {
    try {
      return authenticate(request, authenticator, tenants);
    } catch (RuntimeException e) {
      report(e);
      return unavailable(Cause.AUTHENTICATION_FAILED);
    }
  }

  private Result authenticate(
      HttpServerRequest request, Authenticator authenticator, Map<TenantId, ServedTenant> tenants) {
    var headers = request.headers().getAll("Authorization");
    if (headers.size() > 1) {
      return rejected(request, Reason.MALFORMED, authenticator);
    }
    return switch (authenticator.authenticate(presented(headers, request))) {
      case Rejected rejected -> rejected(request, rejected.reason(), authenticator);
      case Unavailable unavailable -> unavailable(unavailable.cause());
      case Authenticated authenticated -> {
        var tenant = authenticated.tenant();
        var served = tenants.get(tenant.id());
        yield served == null
            ? unavailable(Cause.TENANTS_NOT_LOADED)
            : admit(authenticated, PeerAddress.of(request.remoteAddress()), served);
      }
    };
  }

  private static Presented presented(List<String> authorization, HttpServerRequest request) {
    return authorization.isEmpty()
        ? new Presented(null, certificate(request))
        : new Presented(authorization.getFirst(), null);
  }

  private static @Nullable X509Certificate certificate(HttpServerRequest request) {
    var session = request.connection().sslSession();
    try {
      return session != null && session.getPeerCertificates()[0] instanceof X509Certificate own
          ? own
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private Result rejected(HttpServerRequest request, Reason reason, Authenticator authenticator) {
    meters.unauthenticated(reason);
    strangers.refused(
        PeerAddress.of(request.remoteAddress()),
        new Strangers.Reason.Credential(reason.name().toLowerCase(ROOT)));
    return new Result.NotKnown(
        new WriteOutcome.Unauthenticated(reason, authenticator.challenges()));
  }

  private Result unavailable(Cause cause) {
    meters.unauthenticated(cause);
    return new Result.NotKnown(new WriteOutcome.IdentityUnavailable(cause));
  }

  private Result admit(Authenticated authenticated, InetAddress source, ServedTenant served) {
    long now = clock.instant().getEpochSecond();
    var result = checkSource(source, authenticated.tenant(), served, now);
    if (result instanceof Result.Admitted) {
      served.credentials().used(authenticated.credential(), now);
    }
    return result;
  }

  private Result checkSource(
      InetAddress source, Tenant tenant, ServedTenant served, long nowSeconds) {
    var policy = tenant.sources();
    var sighting = served.sources().see(source, policy, nowSeconds);
    if (sighting.isNews()) {
      served.meters().sourceChanged();
      report(sighting, source, tenant);
    }
    if (sighting.isExpected()) {
      return new Result.Admitted(tenant, served);
    }
    served.meters().sourceMismatched(policy.admitsUnexpected());
    return policy.admitsUnexpected()
        ? new Result.Admitted(tenant, served)
        : new Result.Refused(served, new WriteOutcome.UnexpectedSource());
  }

  private static void report(Sighting sighting, InetAddress source, Tenant tenant) {
    (sighting.isExpected() ? LogEvent.TENANT_SOURCE_NEW : LogEvent.TENANT_SOURCE_UNEXPECTED)
        .on(logger)
        .addKeyValue("tenant", tenant.id())
        .addKeyValue("source", AddressText.of(source))
        .addKeyValue("mode", tenant.sources().mode())
        .log(
            sighting.isExpected()
                ? "tenant comes from another address"
                : "tenant comes from an address that is not one of its own");
  }

  /** Once for each place where it happens. Without the message, which may hold the credential. */
  private void report(RuntimeException failure) {
    var trace = failure.getStackTrace();
    var now = failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    if (!lastFailure.equals(now)) {
      lastFailure = now;
      LogEvent.AUTHENTICATION_ERROR
          .on(logger)
          .addKeyValue("failure", now)
          .log("authentication failed unexpectedly");
    }
  }
}
