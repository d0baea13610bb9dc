package io.promferry.gateway.tenant;

import java.util.Locale;

/**
 * What a tenant can prove itself with; any one of its credentials is enough (design section 6). Two
 * are equal if whoever has the one has the other: secrets are compared by digest, in constant time.
 */
public sealed interface Credential {
  /** What it is called in a problem, without what it holds. */
  String kind();

  /** Its key in a tenant's entry, whichever way it is given there. */
  String key();

  /** What tells it from others of its type for those who look, without being secret. */
  String id();

  /** A bearer token. */
  record BearerToken(TokenDigest digest) implements Credential {
    @Override
    public String kind() {
      return "token";
    }

    @Override
    public String key() {
      return "bearer-token";
    }

    @Override
    public String id() {
      return digest.start();
    }
  }

  /** A name and a password (RFC 7617). */
  record Basic(String username, TokenDigest password) implements Credential {
    public Basic {
      if (username.isEmpty()
          || username.codePoints().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
        throw new IllegalArgumentException(
            "must be a name with neither colons nor control characters");
      }
    }

    @Override
    public String kind() {
      return "username and password";
    }

    @Override
    public String key() {
      return "basic";
    }

    @Override
    public String id() {
      return username;
    }
  }

  /**
   * A name in a client certificate, whose chain the TLS stack has checked.
   *
   * @param value of a {@code SAN_DNS} in lower case; the others as they are written
   */
  record Certificate(NameType type, String value) implements Credential {
    /** Where in a certificate a name stands. */
    public enum NameType {
      SAN_URI,
      SAN_DNS,
      SUBJECT_CN
    }

    public Certificate {
      if (!isName(type, value)) {
        throw new IllegalArgumentException("must be a whole name, without wildcards");
      }
      if (type == NameType.SAN_DNS) {
        value = value.toLowerCase(Locale.ROOT);
      }
    }

    /** Whether such a name could be a credential: a wildcard is not one name. */
    public static boolean isName(NameType type, String value) {
      return !value.isBlank() && (type != NameType.SAN_DNS || value.indexOf('*') < 0);
    }

    @Override
    public String kind() {
      return "certificate";
    }

    @Override
    public String key() {
      return "certificate";
    }

    @Override
    public String id() {
      return value;
    }
  }

  /** A Kubernetes service account, which proves itself by a signed token. */
  record ServiceAccount(String namespace, String name) implements Credential {
    public ServiceAccount {
      if (!DnsName.isLabel(namespace)) {
        throw new IllegalArgumentException("namespace '" + namespace + "' is not a DNS label");
      }
      if (!DnsName.isSubdomain(name)) {
        throw new IllegalArgumentException("service account '" + name + "' is not a DNS subdomain");
      }
    }

    @Override
    public String kind() {
      return "service account";
    }

    @Override
    public String key() {
      return "service-account";
    }

    @Override
    public String id() {
      return namespace + "/" + name;
    }
  }
}
