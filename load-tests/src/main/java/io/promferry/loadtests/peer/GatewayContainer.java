package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** The gateway as its image runs it. */
public final class GatewayContainer implements AutoCloseable {
  private final URI writeUri;
  private final URI admin;
  private final ImageContainer container;

  private GatewayContainer(int port, int adminPort, ImageContainer container) {
    this.writeUri = Peer.loopback(port).resolve("/api/v1/write");
    this.admin = Peer.loopback(adminPort);
    this.container = container;
  }

  /**
   * Starts it, its configuration in {@code directory}, with further options of the JVM, or none.
   */
  public static GatewayContainer start(
      String image,
      Path directory,
      GatewaySettings settings,
      String javaOptions,
      TenantEntry... tenants) {
    var port = FreePorts.next();
    var adminPort = FreePorts.next();
    var files = new PeerDirectory(directory);
    letEverybodyRead(directory);
    files.replace("gateway.yml", GatewayProcess.yaml(port, adminPort, settings));
    files.replace("tenants.yml", GatewayProcess.tenantsYaml(List.of(tenants)));
    var container = ImageContainer.start(image, directory, javaOptions, List.of());
    return new GatewayContainer(port, adminPort, container);
  }

  /** The image's user is not the one that runs the tests. */
  private static void letEverybodyRead(Path directory) {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** How long after its start it was ready for writes. */
  public Duration readyAfter() throws InterruptedException {
    return container.answersAfter(admin.resolve("/-/ready"));
  }

  /**
   * The status with which a write of {@code body}, compressed as {@code encoding} says, is answered
   * under {@code token}.
   */
  public int statusOfWrite(String encoding, byte[] body, String token) {
    return GatewayProcess.statusOfWrite(writeUri, encoding, body, token);
  }

  /** What it has printed so far. */
  public String log() throws InterruptedException {
    return container.log();
  }

  /** The number of its process on this machine. */
  public long pid() {
    return container.pid();
  }

  /** Stops it as the engine does, and gives its exit code. */
  public int stop() {
    return container.stop();
  }

  @Override
  public void close() {
    container.close();
  }
}
