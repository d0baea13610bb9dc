package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.SpliceReport;

/** What became of one body. */
public sealed interface Processed {
  /** To be forwarded: {@code body} is a snappy block, owned by the receiver of this value. */
  // An array, because it goes from buffer to socket and is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Forward(byte[] body, SpliceReport report) implements Processed {}

  /**
   * Nothing in it is to be forwarded: only metadata, nothing at all, or every series was refused.
   */
  record Nothing(SpliceReport report) implements Processed {}

  /** It cannot be read; {@code reason} is for the sender's log. */
  record Malformed(String reason) implements Processed {}

  /** It could never pass; {@code reason} is for the sender's log. */
  record TooLarge(String reason) implements Processed {}
}
