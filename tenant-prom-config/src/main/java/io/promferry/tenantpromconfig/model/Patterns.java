package io.promferry.tenantpromconfig.model;

/** Regular expressions that mean the same to Java, RE2 and so to the API server. */
final class Patterns {
  static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  static final String DNS_SUBDOMAIN = DNS_LABEL + "(\\." + DNS_LABEL + ")*";
  static final String DURATION = "([0-9]{1,9}(ms|[smhdwy]))+";
  static final String IMAGE = "[A-Za-z0-9][A-Za-z0-9._/:@-]*";

  /** The API server looks for a match anywhere, so its patterns have both ends. */
  static final String WHOLE_DNS_LABEL = "^" + DNS_LABEL + "$";

  static final String WHOLE_DNS_SUBDOMAIN = "^" + DNS_SUBDOMAIN + "$";
  static final String WHOLE_DURATION = "^" + DURATION + "$";
  static final String WHOLE_IMAGE = "^(" + IMAGE + ")?$";

  /** Roughly an address; rendering looks closer. */
  static final String WHOLE_ADDRESS = "^[0-9a-fA-F.:]+$";

  private Patterns() {}
}
