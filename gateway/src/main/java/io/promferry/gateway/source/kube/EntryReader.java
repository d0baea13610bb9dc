package io.promferry.gateway.source.kube;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.Document;
import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.source.TenantEntry;
import io.promferry.gateway.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;

/** Reads the tenants out of a Secret (design section 6). */
final class EntryReader {
  /** The key under which they are. */
  static final String KEY = "tenant.yml";

  /** What stands after it may quote the document. */
  private static final String NOT_YAML = ": not YAML";

  private EntryReader() {}

  /**
   * Its tenants, at least one.
   *
   * @throws ConfigException with all problems together, and nothing that is secret
   */
  static List<Tenant> read(EntrySecret secret, EntryTerms terms) throws ConfigException {
    var yaml = document(secret);
    List<Tenant> tenants;
    try {
      tenants =
          Document.parse(
              KEY, yaml, root -> TenantEntry.readAll(root, terms.defaults(), secret::text));
    } catch (ConfigException e) {
      throw new ConfigException(e.problems().stream().map(EntryReader::withoutQuote).toList());
    } catch (RuntimeException | StackOverflowError e) {
      // One document, however strange, must not keep the others from being read.
      throw new ConfigException(List.of(KEY + ": cannot be read: " + e.getClass().getSimpleName()));
    }
    var problems = new ArrayList<String>();
    if (tenants.isEmpty()) {
      problems.add(KEY + ": tenants: has none");
    }
    tenants.forEach(tenant -> terms.objection(tenant).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return tenants;
  }

  private static String document(EntrySecret secret) throws ConfigException {
    try {
      return secret.text(KEY);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(KEY + ": " + e.getMessage()));
    }
  }

  private static String withoutQuote(String problem) {
    int at = problem.indexOf(NOT_YAML);
    return at < 0 ? problem : problem.substring(0, at + NOT_YAML.length());
  }
}
