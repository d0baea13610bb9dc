package io.promferry.gateway.source.file;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.Document;
import io.promferry.gateway.config.Section;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.source.TenantEntry;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tenant entries in YAML files, read whole each time. */
public final class TenantFiles {
  private TenantFiles() {}

  /**
   * Reads all files.
   *
   * @throws ConfigException with the problems of all files together; nothing is then to be used
   */
  public static TenantDirectory load(List<Path> files, TenantLimits defaults)
      throws ConfigException {
    var tenants = new ArrayList<Tenant>();
    var problems = new ArrayList<String>();
    for (Path file : files) {
      try {
        tenants.addAll(Document.read(file, root -> tenants(root, file, defaults)));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (problems.isEmpty()) {
      try {
        return TenantDirectory.of(tenants);
      } catch (IllegalArgumentException e) {
        problems.add("tenants: " + e.getMessage());
      }
    }
    throw new ConfigException(problems);
  }

  private static List<Tenant> tenants(Section root, Path file, TenantLimits defaults) {
    if (!root.has("tenants")) {
      root.problem("tenants", "is required");
    }
    return root
        .sections("tenants", entry -> TenantEntry.read(entry, defaults, name -> secret(file, name)))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static String secret(Path tenantFile, String name) {
    try {
      var text = Files.readString(tenantFile.resolveSibling(name)).strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException("file '" + name + "' is empty");
      }
      return text;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file '" + name + "' cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }
}
