package io.promferry.gateway.accept;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
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
  /** Of version 2, which could be 64 KiB; balancers send less than 1. */
  private static final int MOST_BYTES = 8 << 10;

  private final Place place;
  private final InetSocketAddress balancer;
  private final Refusals refusals;
  private final Duration timeout;
  private @Nullable ScheduledFuture<?> timer;
  private boolean heard;
  private boolean complete;
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
    if (!heard) {
      heard = true;
      var decoder = context.pipeline().context(HAProxyMessageDecoder.class);
      context.pipeline().addAfter(decoder.name(), null, new Decoded());
    }
    read += ((ByteBuf) bytes).readableBytes();
    context.fireChannelRead(bytes);
    if (!complete && read > MOST_BYTES) {
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

  private void late(ChannelHandlerContext context) {
    heard = true;
    var _ = context.close();
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /**
   * Stands right behind the decoder, so that the place is taken before anybody sees what came in
   * one piece with the header; of a connection without a place nothing passes.
   */
  private final class Decoded extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!complete && message instanceof HAProxyMessage header) {
        complete = true;
        cancel();
        context.pipeline().remove(ProxyHeader.this);
        if (take(header)) {
          context.pipeline().remove(this);
          context.fireChannelRead(header);
          return;
        }
        var _ = context.close();
      }
      ReferenceCountUtil.release(message);
    }

    private boolean take(HAProxyMessage header) {
      return switch (header.proxiedProtocol()) {
        case UNKNOWN -> place.take(balancer.getAddress());
        case TCP4, TCP6 -> place.take(InetAddress.ofLiteral(header.sourceAddress()));
        case UDP4, UDP6, UNIX_STREAM, UNIX_DGRAM -> {
          refusals.noHeader();
          yield false;
        }
      };
    }
  }
}
