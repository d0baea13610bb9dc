package io.promferry.gateway.discovery;

import java.util.Locale;
import java.util.Map;

/**
 * The annotations by which pods and Services ask to be scraped.
 *
 * @param scrape empty if nothing is asked
 */
record ScrapeAnnotations(String scrape, String port, String path, String scheme) {
  private static final String PREFIX = "prometheus.io/";

  static ScrapeAnnotations of(Map<String, String> annotations) {
    return new ScrapeAnnotations(
        annotations.getOrDefault(PREFIX + "scrape", ""),
        annotations.getOrDefault(PREFIX + "port", ""),
        annotations.getOrDefault(PREFIX + "path", ""),
        annotations.getOrDefault(PREFIX + "scheme", "").toLowerCase(Locale.ROOT));
  }

  boolean ask() {
    return scrape.equals("true");
  }

  /** Whether nothing of it is to be scraped unless a monitor says so. */
  boolean forbid() {
    return scrape.equals("false");
  }

  /** Gives the labels by which Prometheus knows path and scheme. */
  void putInto(Map<String, String> labels) {
    if (!path.isEmpty()) {
      labels.put(Draft.PATH, path.startsWith("/") ? path : "/" + path);
    }
    if (!scheme.isEmpty()) {
      labels.put(Draft.SCHEME, scheme);
    }
  }
}
