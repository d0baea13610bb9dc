package io.promferry.loadtests.driver;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.SocketException;

/** Names for what goes wrong on the way, few enough to count by. */
final class FailureKind {
  static final String TIMEOUT = "timeout";

  private FailureKind() {}

  static Answer of(Throwable cause) {
    return new Answer.Failure(
        switch (cause) {
          case ConnectTimeoutException _ -> "connect timeout";
          case ConnectException _ -> "refused";
          case HttpClosedException _ -> "closed";
          case SocketException _ -> "reset";
          default -> cause.getClass().getSimpleName();
        });
  }
}
