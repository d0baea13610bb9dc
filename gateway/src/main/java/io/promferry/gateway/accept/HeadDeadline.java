package io.promferry.gateway.accept;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/1.1 connection whose next request's head has begun and does not end in time,
 * however steadily its bytes come. Bytes that the decoder makes nothing of, while no body is being
 * read, are the sign of such a head; a head that comes in one piece costs no timer.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private final Duration timeout;
  private @Nullable ScheduledFuture<?> timer;
  private boolean decoded;
  private boolean inBody;
  private boolean watching;

  HeadDeadline(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    watchDecoder(context);
    decoded = false;
    context.fireChannelRead(bytes);
    if (watching && !decoded && !inBody && timer == null && context.channel().isOpen()) {
      timer =
          context
              .executor()
              .schedule(
                  () -> {
                    var _ = context.close();
                  },
                  timeout.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
    context.fireChannelInactive();
  }

  /** The decoder comes after a TLS handshake, and never in HTTP/2. */
  private void watchDecoder(ChannelHandlerContext context) {
    if (watching) {
      return;
    }
    var decoder = context.pipeline().context(HttpRequestDecoder.class);
    if (decoder != null) {
      watching = true;
      context.pipeline().addAfter(decoder.name(), null, new Decoded());
    }
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Sees what comes out of the decoder. */
  private final class Decoded extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      decoded = true;
      cancel();
      if (message instanceof HttpRequest) {
        inBody = true;
      }
      if (message instanceof LastHttpContent) {
        inBody = false;
      }
      context.fireChannelRead(message);
    }
  }
}
