package io.promferry.loadtests.sink;

import io.promferry.loadtests.driver.WriteProtocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request's headers say about its body. */
final class WriteHead {
  private static final String V1 = "application/x-protobuf";
  private static final String V1_WITH_PROTO = V1 + ";proto=prometheus.WriteRequest";
  private static final String V2 = V1 + ";proto=io.prometheus.write.v2.Request";

  private WriteHead() {}

  /** The version, or nothing where a receiver must answer 415. */
  static Optional<WriteProtocol> protocol(@Nullable String type, @Nullable String encoding) {
    if (!"snappy".equals(encoding)) {
      return Optional.empty();
    }
    return switch (type) {
      case V1, V1_WITH_PROTO -> Optional.of(WriteProtocol.RW1);
      case V2 -> Optional.of(WriteProtocol.RW2);
      case null, default -> Optional.empty();
    };
  }
}
