package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import io.promferry.proto.v2.TimeSeries;
import java.util.List;

/** A Remote Write 2.0 request: what it means, and one of the many ways to write that down. */
record SymbolizedRequest(List<ByteString> symbols, List<TimeSeries> series, ByteString body) {}
