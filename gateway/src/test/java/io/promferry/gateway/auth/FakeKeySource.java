package io.promferry.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keys that a test replaces; unreachable while there are none. */
final class FakeKeySource implements KeySource {
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile @Nullable String jwks;

  void hold(@Nullable String now) {
    jwks = now;
  }

  int fetches() {
    return fetches.get();
  }

  @Override
  public byte[] fetch() throws IOException {
    fetches.incrementAndGet();
    var now = jwks;
    if (now == null) {
      throw new IOException("unreachable");
    }
    return now.getBytes(UTF_8);
  }
}
