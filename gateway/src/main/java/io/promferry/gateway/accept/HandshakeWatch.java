package io.promferry.gateway.accept;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.status.Strangers.Reason;
import io.promferry.gateway.telemetry.GatewayMeters;

/**
 * Waits for the end of a connection's TLS handshake, to count and to tell where it came from if it
 * failed. The handshake's own handler comes after this one, and with a PROXY protocol header only
 * once that is read.
 */
final class HandshakeWatch extends ChannelInboundHandlerAdapter {
  private final Place place;
  private final GatewayMeters meters;
  private final Strangers strangers;

  HandshakeWatch(Place place, GatewayMeters meters, Strangers strangers) {
    this.place = place;
    this.meters = meters;
    this.strangers = strangers;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    watch(context);
    context.fireChannelRead(bytes);
  }

  /** Also of a client that has sent nothing. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    watch(context);
    context.fireChannelInactive();
  }

  private void watch(ChannelHandlerContext context) {
    var tls = context.pipeline().get(SslHandler.class);
    if (tls != null) {
      context.pipeline().remove(this);
      tls.handshakeFuture()
          .addListener(handshake -> {
            if (!handshake.isSuccess()) {
              failed(handshake.cause());
            }
          });
    }
  }

  private void failed(Throwable end) {
    HandshakeFault.of(end)
        .ifPresent(fault -> {
          meters.failedHandshake(fault.failure());
          place
              .holder()
              .ifPresent(address ->
                  strangers.refused(
                      address, new Reason.Handshake(fault.failure(), fault.certificateEnd())));
        });
  }
}
