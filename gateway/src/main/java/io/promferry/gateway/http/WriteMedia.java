package io.promferry.gateway.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which bodies are taken: Remote Write 1.0, snappy block format. An absent type or encoding means
 * just that, as in the reference handler (facts/remote-write.md 1.4).
 */
final class WriteMedia {
  private static final String TYPE = "application/x-protobuf";
  private static final String RW1_MESSAGE = "prometheus.WriteRequest";

  private WriteMedia() {}

  /** Why a request with these headers is not taken; empty if it is. */
  static Optional<String> refusal(@Nullable String contentType, @Nullable String contentEncoding) {
    if (contentEncoding != null
        && !contentEncoding.isBlank()
        && !contentEncoding.strip().equalsIgnoreCase("snappy")) {
      return Optional.of("content encoding is not snappy");
    }
    if (contentType == null || contentType.isBlank()) {
      return Optional.empty();
    }
    var parts = contentType.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase(TYPE)) {
      return Optional.of("content type is not " + TYPE);
    }
    for (int i = 1; i < parts.length; i++) {
      if (!isTakenParameter(parts[i].strip())) {
        return Optional.of("only Remote Write 1.0 (proto=" + RW1_MESSAGE + ") is supported");
      }
    }
    return Optional.empty();
  }

  private static boolean isTakenParameter(String parameter) {
    int equals = parameter.indexOf('=');
    if (equals < 0
        || !parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("proto")) {
      return true;
    }
    var value = parameter.substring(equals + 1).strip();
    var unquoted =
        value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
            ? value.substring(1, value.length() - 1)
            : value;
    return unquoted.equals(RW1_MESSAGE);
  }
}
