package io.promferry.gateway.auth;

import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Credential.Certificate.NameType;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/** The names that a client certificate gives its holder (RFC 5280, sections 4.1.2.6, 4.2.1.6). */
final class CertificateNames {
  /** As {@link X509Certificate#getSubjectAlternativeNames} numbers them. */
  private static final int DNS_NAME = 2;

  private static final int URI = 6;

  private CertificateNames() {}

  /**
   * All of them, each as a tenant could have it for a credential.
   *
   * @throws CertificateParsingException if the certificate's names cannot be read
   */
  static Set<Credential> of(X509Certificate certificate) throws CertificateParsingException {
    var names = new LinkedHashSet<Credential>();
    var alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      for (var alternative : alternatives) {
        switch ((Integer) alternative.getFirst()) {
          case DNS_NAME -> add(names, NameType.SAN_DNS, alternative.get(1));
          case URI -> add(names, NameType.SAN_URI, alternative.get(1));
          default -> {
            // A kind of name that no credential has.
          }
        }
      }
    }
    addCommonNames(names, certificate.getSubjectX500Principal());
    return names;
  }

  private static void addCommonNames(Set<Credential> names, X500Principal subject)
      throws CertificateParsingException {
    try {
      for (var rdn : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
        var commonName = rdn.toAttributes().get("CN");
        for (int i = 0; commonName != null && i < commonName.size(); i++) {
          add(names, NameType.SUBJECT_CN, commonName.get(i));
        }
      }
    } catch (InvalidNameException e) {
      throw new CertificateParsingException("the subject is not a distinguished name", e);
    } catch (NamingException e) {
      throw new CertificateParsingException("the subject's names cannot be read", e);
    }
  }

  /** What could be no credential, such as a wildcard, names nobody. */
  private static void add(Set<Credential> names, NameType type, Object value) {
    if (value instanceof String text && Credential.Certificate.isName(type, text)) {
      names.add(new Credential.Certificate(type, text));
    }
  }
}
