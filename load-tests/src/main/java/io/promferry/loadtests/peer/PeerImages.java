package io.promferry.loadtests.peer;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.testcontainers.DockerClientFactory;

/**
 * Finds a peer's image: the one that the system property {@code promferry.image.<peer>} names, for
 * example {@code promferry.image.prometheus}, or else one that is built here from the very binary
 * that the local way runs.
 */
final class PeerImages {
  private static final String REPOSITORY = "promferry-peer-";

  private final DockerClient engine = DockerClientFactory.instance().client();

  PeerImage of(PeerCommand command) {
    var configured = System.getProperty("promferry.image." + command.image(), "");
    return configured.isBlank() ? built(command) : new PeerImage(configured, List.of());
  }

  private PeerImage built(PeerCommand command) {
    synchronized (PeerImages.class) {
      var fileSystem = new BinaryFileSystem(command.binary());
      var repository = REPOSITORY + command.image();
      var name = repository + ':' + fileSystem.fingerprint();
      if (!exists(name)) {
        load(fileSystem, repository);
      }
      return new PeerImage(name, List.of(command.binary().toString()));
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

  private void load(BinaryFileSystem fileSystem, String repository) {
    try {
      var tar = Files.createTempFile("peer", ".tar");
      try {
        fileSystem.writeTar(tar);
        try (var bytes = Files.newInputStream(tar)) {
          var image = engine.createImageCmd(repository, bytes).exec();
          engine.tagImageCmd(image.getId(), repository, fileSystem.fingerprint()).exec();
        }
      } finally {
        Files.delete(tar);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot build an image of " + repository, failure);
    }
  }
}
