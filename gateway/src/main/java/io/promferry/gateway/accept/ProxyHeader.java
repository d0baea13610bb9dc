package io.promferry.gateway.accept;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the PROXY protocol header that Vert.x reads: it must be there in time, however
 * slowly its bytes come, and the connection takes its place by the address in it. The header of a
 * balancer's own health check (LOCAL, or UNKNOWN in version 1) names none; the balancer's counts
 * then.
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
  /** Where Vert.x leaves the address. */
  private static final AttributeKey<SocketAddress> CLIENT =
      AttributeKey.valueOf("RemoteAddressOverride");

  /** Of version 2, which could be 64 KiB; balancers send less than 1. */
  private static final int MOST_BYTES = 8 << 10;

  private final Place place;
  private final InetSocketAddress balancer;
  private final Refusals refusals;
  private final Duration timeout;
  private @Nullable ScheduledFuture<?> timer;
  private boolean heard;
  private int read;

  ProxyHeader(Place place, InetSocketAddress balancer, Refusals refusals, Duration timeout) {
    this.place = place;
    this.balancer = balancer;
    this.refusals = refusals;
    this.timeout = timeout;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    timer =
        context.executor().schedule(() -> late(context), timeout.toMillis(), TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    heard = true;
    read += ((ByteBuf) bytes).readableBytes();
    context.fireChannelRead(bytes);
    if (!context.channel().isOpen()) {
      return;
    }
    // Vert.x' decoder takes itself out once it has read a header.
    if (context.pipeline().get(HAProxyMessageDecoder.class) == null) {
      context.pipeline().remove(this);
      settle(context);
    } else if (read > MOST_BYTES) {
      var _ = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (heard) {
      refusals.noHeader();
    }
    cancel();
    context.fireChannelInactive();
  }

  private void settle(ChannelHandlerContext context) {
    cancel();
    var client = context.channel().attr(CLIENT).get();
    if (client == null ? !place.take(balancer.getAddress()) : !take(client)) {
      var _ = context.close();
    }
  }

  private boolean take(SocketAddress client) {
    if (!client.isInetSocket()) {
      refusals.noHeader();
      return false;
    }
    return place.take(InetAddress.ofLiteral(client.hostAddress()));
  }

  private void late(ChannelHandlerContext context) {
    heard = true;
    var _ = context.close();
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
