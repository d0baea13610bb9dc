package io.promferry.loadtests.peer;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import org.testcontainers.DockerClientFactory;

/**
 * Finds a peer's image: the one that the system property {@code promferry.image.<peer>} names, for
 * example {@code promferry.image.prometheus}, or else one that is built here from the very binary
 * that the local way runs.
 */
final class PeerImages {
  private static final String REPOSITORY = "promferry-peer-";

  private final DockerClient engine = DockerClientFactory.instance().client();

  /** The image's name; running it without more than arguments runs the peer. */
  String of(PeerCommand command) {
    var configured = System.getProperty("promferry.image." + command.image(), "");
    return configured.isBlank() ? built(command) : configured;
  }

  private String built(PeerCommand command) {
    synchronized (PeerImages.class) {
      var context = new BuildContext(command.binary());
      var name = REPOSITORY + command.image() + ':' + context.fingerprint();
      if (!exists(name)) {
        build(context, name);
      }
      return name;
    }
  }

  private boolean exists(String name) {
    try {
      engine.inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException _) {
      return false;
    }
  }

  private void build(BuildContext context, String name) {
    try {
      var tar = Files.createTempFile("peer", ".tar");
      try {
        context.writeTar(tar);
        try (var bytes = Files.newInputStream(tar);
            var build = engine.buildImageCmd(bytes).withTags(Set.of(name)).start()) {
          build.awaitImageId();
        }
      } finally {
        Files.delete(tar);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot build " + name, failure);
    }
  }
}
