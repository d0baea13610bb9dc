package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform's settings, read again when asked to. A file that cannot be used leaves the old
 * settings as they are.
 */
final class PlatformWatch implements Supplier<Platform> {
  private static final Logger logger = LoggerFactory.getLogger(PlatformWatch.class);

  private final Path file;
  private final AtomicReference<Platform> current;

  PlatformWatch(Path file) throws IOException, PlatformException {
    this.file = file;
    this.current = new AtomicReference<>(PlatformFile.read(file));
  }

  @Override
  public Platform get() {
    return current.get();
  }

  /** Reads the file; whether its settings have changed. */
  boolean refresh() {
    try {
      var read = PlatformFile.read(file);
      return !read.equals(current.getAndSet(read));
    } catch (IOException | PlatformException e) {
      logger
          .atWarn()
          .addKeyValue("file", file)
          .log("settings cannot be used, the old ones stay: {}", e.getMessage());
      return false;
    }
  }
}
