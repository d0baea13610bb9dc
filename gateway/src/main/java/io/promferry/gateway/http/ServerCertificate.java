package io.promferry.gateway.http;

import io.vertx.core.net.ServerSSLOptions;
import java.time.Instant;

/** What a listener shows and asks for in a handshake, and when that expires. */
record ServerCertificate(ServerSSLOptions options, Instant expires) {}
