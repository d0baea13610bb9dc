package io.promferry.gateway.accept;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;

/** Another transport, the system's own if there is one, with a gate before what it accepts. */
// Vert.x' own interface has the deprecated type.
@SuppressWarnings("deprecation")
public final class GatedTransport implements Transport {
  private final Transport transport;
  private final Gate gate;

  private GatedTransport(Transport transport, Gate gate) {
    this.transport = transport;
    this.gate = gate;
  }

  /** For a Vert.x of its own. */
  public static io.vertx.core.transport.Transport behind(Gate gate) {
    var system = io.vertx.core.transport.Transport.nativeTransport();
    var best =
        system != null && system.available() ? system : io.vertx.core.transport.Transport.NIO;
    return new Gated(best, new GatedTransport(best.implementation(), gate));
  }

  private record Gated(io.vertx.core.transport.Transport best, Transport implementation)
      implements io.vertx.core.transport.Transport {
    @Override
    public String name() {
      return best.name();
    }

    @Override
    public boolean available() {
      return best.available();
    }

    @Override
    public Throwable unavailabilityCause() {
      return best.unavailabilityCause();
    }
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    transport.configure(config, domainSocket, bootstrap);
    bootstrap.handler(gate);
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, Bootstrap bootstrap) {
    transport.configure(config, domainSocket, bootstrap);
  }

  @Override
  public void configure(DatagramChannel channel, DatagramSocketOptions options) {
    transport.configure(channel, options);
  }

  @Override
  public boolean supportsDomainSockets() {
    return transport.supportsDomainSockets();
  }

  @Override
  public boolean supportFileRegion() {
    return transport.supportFileRegion();
  }

  @Override
  public boolean isAvailable() {
    return transport.isAvailable();
  }

  @Override
  public Throwable unavailabilityCause() {
    return transport.unavailabilityCause();
  }

  @Override
  public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
    return transport.convert(address);
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return transport.ioHandlerFactory();
  }

  @Override
  public EventLoopGroup eventLoopGroup(
      int type, int threads, ThreadFactory threadFactory, int ioRatio) {
    return transport.eventLoopGroup(type, threads, threadFactory, ioRatio);
  }

  @Override
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return transport.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return transport.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return transport.channelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return transport.serverChannelFactory(domainSocket);
  }
}
