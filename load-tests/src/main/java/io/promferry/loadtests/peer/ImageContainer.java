package io.promferry.loadtests.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * A container of one of this project's own images, with as few rights as a cluster may leave it:
 * user 65532, no capabilities, no new privileges, a read-only file system without any volume but
 * its configuration. In the host's network. Not thread-safe.
 */
public final class ImageContainer implements AutoCloseable {
  private static final String CONFIGURATION = "/etc/promferry";
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 20;

  private final DockerClient engine = DockerClientFactory.instance().client();
  private final String id;
  private long startedNanos;

  private ImageContainer(
      String image, @Nullable Path configuration, String javaOptions, List<String> arguments) {
    var rights =
        HostConfig.newHostConfig()
            .withNetworkMode("host")
            .withReadonlyRootfs(true)
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"));
    if (configuration != null) {
      rights.withBinds(Bind.parse(configuration + ":" + CONFIGURATION + ":ro"));
    }
    var create =
        engine
            .createContainerCmd(image)
            .withUser("65532:65532")
            .withHostConfig(rights)
            .withEnv("JAVA_TOOL_OPTIONS=" + javaOptions);
    this.id = (arguments.isEmpty() ? create : create.withCmd(arguments)).exec().getId();
  }

  /**
   * Starts one that reads {@code configuration}, with further options of the JVM, or none, and with
   * the image's own arguments where {@code arguments} is empty.
   */
  public static ImageContainer start(
      String image, @Nullable Path configuration, String javaOptions, List<String> arguments) {
    var container = new ImageContainer(image, configuration, javaOptions, arguments);
    container.startedNanos = System.nanoTime();
    container.engine.startContainerCmd(container.id).exec();
    return container;
  }

  /** The image's size in bytes, all its layers together. */
  public static long sizeOf(String image) {
    return Objects.requireNonNull(
        DockerClientFactory.instance().client().inspectImageCmd(image).exec().getSize());
  }

  /** How long after the engine was told to start it {@code uri} answered 200. */
  public Duration answersAfter(URI uri) throws InterruptedException {
    while (!LoopbackHttp.answersOk(uri)) {
      if (!isRunning() || age().toSeconds() > START_SECONDS) {
        throw new IllegalStateException(uri + " does not answer: " + log());
      }
      Thread.sleep(5);
    }
    return age();
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  private boolean isRunning() {
    return Boolean.TRUE.equals(engine.inspectContainerCmd(id).exec().getState().getRunning());
  }

  /** The number of its process on this machine. */
  public long pid() {
    return Objects.requireNonNull(
        engine.inspectContainerCmd(id).exec().getState().getPidLong(), "it is not running");
  }

  /** Waits for its end, and gives its exit code. */
  public int exitCode() {
    try (var end = engine.waitContainerCmd(id).start()) {
      return end.awaitStatusCode(START_SECONDS, TimeUnit.SECONDS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Stops it as the engine does, SIGKILL after a while, and gives its exit code. */
  public int stop() {
    engine.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
    return exitCode();
  }

  /** What it has printed so far. */
  public String log() throws InterruptedException {
    var text = new StringBuilder();
    try (var frames =
        new ResultCallback.Adapter<Frame>() {
          @Override
          public void onNext(Frame frame) {
            text.append(new String(frame.getPayload(), UTF_8));
          }
        }) {
      engine.logContainerCmd(id).withStdOut(true).withStdErr(true).exec(frames).awaitCompletion();
      return text.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    engine.removeContainerCmd(id).withForce(true).exec();
  }
}
