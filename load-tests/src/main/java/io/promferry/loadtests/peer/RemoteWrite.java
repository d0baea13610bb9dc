package io.promferry.loadtests.peer;

import java.net.URI;

/** Where a sender writes to, and with which bearer token. */
public record RemoteWrite(URI uri, String token) {}
