package io.promferry.loadtests.bench;

import io.promferry.gateway.wire.WriteVersion;

/**
 * A body that benchmarks work on. Never written to.
 *
 * @param encoded a snappy block
 * @param decoded what it decodes to
 * @param samples floats and native histograms in it
 */
// Arrays, because they go into the gateway as they are and are never compared.
@SuppressWarnings("ArrayRecordComponent")
record BenchBody(WriteVersion version, byte[] encoded, byte[] decoded, int samples) {}
