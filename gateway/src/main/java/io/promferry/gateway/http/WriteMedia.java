package io.promferry.gateway.http;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.wire.WriteVersion;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request's head says of its body. The message is known from {@code Content-Type} alone
 * (Remote Write 2.0, "Protocol"): three values are legal, with parameters in any spelling of RFC
 * 9110, section 8.3.1. An absent type is Remote Write 1.0 and an absent encoding snappy, as in the
 * reference handler (facts/remote-write.md 1.4).
 */
sealed interface WriteMedia {
  /** A body that is taken. */
  record Taken(WriteVersion version, BodyEncoding encoding) implements WriteMedia {}

  /** A body that is not; {@code reason} is one line for the sender. */
  record Refused(String reason) implements WriteMedia {}

  /** Reads the two headers, either of which may be absent. */
  static WriteMedia of(@Nullable String contentType, @Nullable String contentEncoding) {
    var encoding = encoding(contentEncoding);
    if (encoding.isEmpty()) {
      return new Refused("content encoding is neither snappy nor zstd");
    }
    var version =
        MediaType.parse(contentType == null ? "" : contentType).flatMap(WriteMedia::version);
    if (version.isEmpty()) {
      return new Refused(
          "content type is none of application/x-protobuf, with proto=prometheus.WriteRequest or"
              + " proto=io.prometheus.write.v2.Request or without");
    }
    if (version.get() == WriteVersion.RW2 && encoding.get() != BodyEncoding.SNAPPY) {
      return new Refused("content encoding of Remote Write 2.0 is not snappy");
    }
    return new Taken(version.get(), encoding.get());
  }

  private static Optional<BodyEncoding> encoding(@Nullable String header) {
    return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
      case "", "snappy" -> Optional.of(BodyEncoding.SNAPPY);
      case "zstd" -> Optional.of(BodyEncoding.ZSTD);
      default -> Optional.empty();
    };
  }

  private static Optional<WriteVersion> version(MediaType type) {
    if (type.name().isEmpty()) {
      return Optional.of(WriteVersion.RW1);
    }
    if (!type.name().equals("application/x-protobuf")) {
      return Optional.empty();
    }
    return switch (type.parameter("proto").orElse("prometheus.WriteRequest")) {
      case "prometheus.WriteRequest" -> Optional.of(WriteVersion.RW1);
      case "io.prometheus.write.v2.Request" -> Optional.of(WriteVersion.RW2);
      default -> Optional.empty();
    };
  }
}
