package io.promferry.gateway.http;

import io.promferry.gateway.wire.WriteVersion;
import org.jspecify.annotations.Nullable;

/**
 * How a write ended, and for whom.
 *
 * @param version what was negotiated by the content type; null where that is none that we take
 */
record Reply(WriteOutcome outcome, @Nullable WriteVersion version, SenderProfile sender) {}
