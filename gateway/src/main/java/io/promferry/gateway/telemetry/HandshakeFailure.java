package io.promferry.gateway.telemetry;

import java.util.Locale;

/** Why a client did not get through its TLS handshake: the {@code reason} tag of its counter. */
public enum HandshakeFailure {
  /** A certificate that the client showed is valid no more. */
  CERTIFICATE_EXPIRED,
  /** A certificate that the client showed is not valid yet, or a clock is wrong. */
  CERTIFICATE_NOT_YET_VALID,
  /** The client's certificate is not of an authority that is trusted, or not one for clients. */
  CERTIFICATE_UNTRUSTED,
  /** The client does not trust the gateway's certificate, and has said so. */
  GATEWAY_UNTRUSTED,
  /** What it sent is not TLS; most often it is plain HTTP. */
  NOT_TLS,
  TIMEOUT,
  /** Anything else: no version or cipher suite in common, broken bytes. */
  HANDSHAKE;

  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
