package io.promferry.loadtests.sink;

import io.vertx.core.buffer.Buffer;

/**
 * A body that has been read.
 *
 * @param length in bytes
 * @param content nothing where bodies are only counted
 */
record Body(long length, Buffer content) {}
