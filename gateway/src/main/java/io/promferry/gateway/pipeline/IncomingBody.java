package io.promferry.gateway.pipeline;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.wire.WriteVersion;

/**
 * A body as a tenant sent it: the first {@code length} bytes of an array that is borrowed.
 *
 * @param receivedAt in milliseconds since 1970, not negative
 */
// An array, because it goes straight to the decoder and is never compared.
@SuppressWarnings("ArrayRecordComponent")
public record IncomingBody(
    byte[] bytes, int length, BodyEncoding encoding, WriteVersion version, long receivedAt) {}
