package io.promferry.loadtests;

import io.promferry.loadtests.peer.Peer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The peers of one lab, each with a directory of its own, which outlives them. */
public final class LabPeers implements AutoCloseable {
  private static final int SHOWN_LOG_LINES = 40;

  private final Path directory;
  private final AtomicInteger directories = new AtomicInteger();
  private final Deque<Peer> peers = new ArrayDeque<>();

  private LabPeers(Path directory) {
    this.directory = directory;
  }

  /** A lab under {@code target/lab}; what an earlier one of that name has left is deleted. */
  public static LabPeers named(String first, String... more) throws IOException {
    var directory = Path.of("target", "lab").resolve(Path.of(first, more)).toAbsolutePath();
    deleteRecursively(directory);
    return new LabPeers(directory);
  }

  /** A directory of its own for every peer, however many have the same name. */
  public Path directory(String name) {
    return directory.resolve(name + '-' + directories.getAndIncrement());
  }

  public <P extends Peer> P started(P peer) {
    peers.push(peer);
    peer.start();
    return peer;
  }

  /** Starts all of them at once, and returns when each is ready or has failed; the failures. */
  public List<Throwable> startTogether(List<? extends Peer> together) {
    together.forEach(peers::push);
    try (var starts = Executors.newVirtualThreadPerTaskExecutor()) {
      return together.stream().map(peer -> starts.submit(peer::start)).toList().stream()
          .flatMap(LabPeers::failure)
          .toList();
    }
  }

  private static Stream<Throwable> failure(Future<?> start) {
    try {
      start.get();
      return Stream.empty();
    } catch (ExecutionException failure) {
      return Stream.of(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Stream.of(interrupted);
    }
  }

  public void showLogs() {
    peers.descendingIterator().forEachRemaining(LabPeers::showLog);
  }

  @Override
  public void close() {
    peers.forEach(Peer::close);
  }

  private static void showLog(Peer peer) {
    var lines = peer.log().lines().toList();
    System.err.println("==== " + peer.logFile() + ", the last of " + lines.size() + " lines:");
    lines
        .subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size())
        .forEach(System.err::println);
  }

  private static void deleteRecursively(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
