package io.promferry.gateway.accept;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.promferry.gateway.config.ServerConfig;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.telemetry.GatewayMeters;
import java.net.InetSocketAddress;

/**
 * Stands where the system hands over connections, before TLS, because a handshake that never comes
 * holds a connection as well. What there is no place for is closed without an answer. Only the
 * tenants' port is watched.
 */
@Sharable
public final class Gate extends ChannelInboundHandlerAdapter {
  private final ServerConfig config;
  private final ConnectionBudget budget;
  private final Refusals refusals;
  private final GatewayMeters meters;
  private final Strangers strangers;

  /** {@code strangers} is told from where handshakes fail. */
  public Gate(ServerConfig config, GatewayMeters meters, Strangers strangers) {
    this.config = config;
    this.meters = meters;
    this.strangers = strangers;
    this.budget = new ConnectionBudget(config.connections());
    this.refusals = new Refusals(meters, System::nanoTime);
    meters.watchConnections(budget::used, budget.capacity());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    if (!watched(context.channel()) || admits((Channel) accepted)) {
      context.fireChannelRead(accepted);
    } else {
      // It has no event loop yet, so this is the only way.
      ((Channel) accepted).unsafe().closeForcibly();
    }
  }

  private boolean watched(Channel listener) {
    return listener.localAddress() instanceof InetSocketAddress address
        && address.getPort() == config.listen().port();
  }

  private boolean admits(Channel accepted) {
    if (!(accepted.remoteAddress() instanceof InetSocketAddress peer)) {
      return false;
    }
    var place = new Place(budget, refusals);
    accepted.closeFuture().addListener(_ -> place.leave());
    if (config.proxyProtocol()) {
      accepted.pipeline().addLast(new ProxyHeader(place, peer, refusals, config.bodyTimeout()));
    } else if (!place.take(peer.getAddress())) {
      return false;
    }
    if (config.tls() != null) {
      accepted.pipeline().addLast(new HandshakeWatch(place, meters, strangers));
    }
    accepted.pipeline().addLast(new HeadDeadline(config.bodyTimeout()));
    return true;
  }
}
