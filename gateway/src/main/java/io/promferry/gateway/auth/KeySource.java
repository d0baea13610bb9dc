package io.promferry.gateway.auth;

import java.io.IOException;

/** Where an issuer's keys come from, as a JSON Web Key Set (RFC 7517, section 5). Blocks. */
public interface KeySource {
  /** More than any issuer has to say. */
  int MOST_BYTES = 1 << 20;

  /**
   * What it holds now, at most {@link #MOST_BYTES}.
   *
   * @throws IOException if it cannot be had; the message says why, and holds no secret
   */
  byte[] fetch() throws IOException, InterruptedException;
}
