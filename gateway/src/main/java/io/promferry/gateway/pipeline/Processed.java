package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.SpliceReport;

/** What became of one body. */
public sealed interface Processed {
  /** To be forwarded. */
  record Forward(OutgoingWrite write) implements Processed {}

  /** Nothing in it is to be forwarded: nothing at all, or every series was refused. */
  record Nothing(SpliceReport report) implements Processed {}

  /** It cannot be read; {@code reason} is for the sender's log. */
  record Malformed(String reason) implements Processed {}

  /** It could never pass; {@code reason} is for the sender's log. */
  record TooLarge(String reason) implements Processed {}
}
