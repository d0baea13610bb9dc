package io.promferry.gateway.status;

import io.promferry.gateway.status.Strangers.Reason;
import io.promferry.gateway.status.Strangers.Stranger;
import io.promferry.gateway.status.Verdict.Code;
import io.promferry.gateway.status.Verdict.Severity;
import io.promferry.gateway.tenant.AddressText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Of tenants that write nothing: whether somebody is refused at one of their addresses. It is
 * presumed that this is the tenant, and not known: an address is no identity.
 *
 * @param strangers the latest first
 * @param recent how long ago one of them may have been seen to count
 */
record Presumptions(List<Stranger> strangers, Duration recent, Instant now) {
  Optional<Verdict> of(TenantFacts facts) {
    return strangers.stream()
        .filter(stranger -> age(stranger).compareTo(recent) < 0)
        .filter(stranger ->
            facts.expected().stream().anyMatch(range -> range.contains(stranger.address())))
        .findFirst()
        .map(this::verdict);
  }

  private Verdict verdict(Stranger stranger) {
    return switch (stranger.reason()) {
      case Reason.Credential credential ->
          new Verdict(
              Code.WRONG_CREDENTIAL,
              Severity.FAILING,
              "presumably refused for its credential ("
                  + credential.word().replace('_', ' ')
                  + "): "
                  + seen(stranger, "request", "requests"));
      case Reason.Handshake handshake ->
          new Verdict(
              Code.HANDSHAKE_REFUSED,
              Severity.FAILING,
              "presumably refused in the TLS handshake ("
                  + why(handshake)
                  + "): "
                  + seen(stranger, "connection", "connections"));
    };
  }

  private String seen(Stranger stranger, String one, String several) {
    return Words.count(stranger.refusals(), one, several)
        + " from "
        + AddressText.of(stranger.address())
        + ", which is its address, the last "
        + Words.duration(age(stranger))
        + " ago";
  }

  private String why(Reason.Handshake handshake) {
    var end = handshake.certificateEnd();
    return switch (handshake.failure()) {
      case CERTIFICATE_EXPIRED ->
          end == null
              ? "its client certificate has expired"
              : "its client certificate expired " + Words.time(end, now);
      case CERTIFICATE_NOT_YET_VALID ->
          "its client certificate is not valid yet, or a clock is wrong";
      case CERTIFICATE_UNTRUSTED ->
          "its client certificate is not for clients, or of none of the authorities in client-ca";
      case GATEWAY_UNTRUSTED -> "it does not trust the gateway's certificate";
      case NOT_TLS -> "what it sends is not TLS";
      case TIMEOUT -> "it did not end in time";
      case HANDSHAKE -> "no version or cipher suite in common, or broken";
    };
  }

  private Duration age(Stranger stranger) {
    return Duration.between(stranger.lastSeen(), now);
  }
}
