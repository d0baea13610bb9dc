package io.promferry.gateway;

import java.util.HexFormat;

/** First messages of TLS handshakes that no client of today sends. */
final class ClientHellos {
  /** TLS 1.1, TLS_RSA_WITH_AES_128_CBC_SHA and TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA. */
  static final byte[] TLS_1_1 =
      HexFormat.of()
          .parseHex(
              "16"
                  + "0301"
                  + "002f" // a handshake record
                  + "01"
                  + "00002b"
                  + "0302" // the hello
                  + "00".repeat(32) // random
                  + "00" // no session
                  + "0004"
                  + "c009"
                  + "002f" // cipher suites
                  + "0100"); // no compression

  private ClientHellos() {}
}
