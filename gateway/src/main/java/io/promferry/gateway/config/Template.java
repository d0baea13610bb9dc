package io.promferry.gateway.config;

import java.util.regex.Pattern;

/**
 * A text in which {@code {tenant}} and {@code {vpc}} stand for the names of whoever wrote; no other
 * brace is legal, so that a misspelt name is found before it reaches a store.
 */
public record Template(String text) {
  private static final String TENANT = "{tenant}";
  private static final String VPC = "{vpc}";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(tenant|vpc)}");

  public Template {
    var fixed = PLACEHOLDER.matcher(text).replaceAll("");
    if (hasBrace(fixed)) {
      throw new IllegalArgumentException(
          "must have no braces but those of {tenant} and {vpc}, which are filled in");
    }
  }

  static boolean hasBrace(String text) {
    return text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
  }

  /** The text with both names filled in. */
  public String fill(String tenant, String vpc) {
    return text.replace(TENANT, tenant).replace(VPC, vpc);
  }

  /** Whether the text differs between tenants. */
  public boolean namesTenant() {
    return text.contains(TENANT);
  }
}
