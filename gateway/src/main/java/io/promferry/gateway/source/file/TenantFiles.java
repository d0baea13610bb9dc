package io.promferry.gateway.source.file;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.Document;
import io.promferry.gateway.config.Section;
import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.source.SourcedTenants;
import io.promferry.gateway.source.TenantEntry;
import io.promferry.gateway.source.TenantSource;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tenant entries in YAML files, read whole each time. Not thread-safe. */
public final class TenantFiles implements TenantSource {
  private final List<Path> files;
  private NotedFiles noted = new NotedFiles();

  public TenantFiles(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /** Whether one of the files, or of those with secrets that they name, is not as last loaded. */
  @Override
  public boolean hasChanged() {
    return noted.haveChanged();
  }

  /**
   * Reads all files.
   *
   * @throws ConfigException with the problems of all files together; nothing is then to be used
   */
  @Override
  public SourcedTenants load(EntryTerms terms) throws ConfigException {
    noted = new NotedFiles();
    var tenants = new ArrayList<Tenant>();
    var problems = new ArrayList<String>();
    for (Path file : files) {
      noted.note(file);
      try {
        tenants.addAll(Document.read(file, root -> tenants(root, terms, file)));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (problems.isEmpty()) {
      try {
        return SourcedTenants.of(TenantDirectory.of(tenants));
      } catch (IllegalArgumentException e) {
        problems.add("tenants: " + e.getMessage());
      }
    }
    throw new ConfigException(problems);
  }

  private List<Tenant> tenants(Section root, EntryTerms terms, Path file) {
    return TenantEntry.readAll(
        root, terms.defaults(), name -> secret(file.resolveSibling(name), name));
  }

  private String secret(Path file, String name) {
    noted.note(file);
    try {
      var text = Files.readString(file).strip();
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
