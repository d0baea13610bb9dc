package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.Platform;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which Prometheus runs, as far as it decides what it can be told. */
public record PrometheusVersion(int major, int minor) {
  private static final Pattern NUMBERS =
      Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})(?:[.+-].*)?");

  /** By the image's tag, else as the platform says. */
  public static PrometheusVersion of(String image, Platform platform) {
    return tag(image)
        .flatMap(PrometheusVersion::parse)
        .or(() -> parse(platform.prometheus().version()))
        .orElseThrow(
            () -> new IllegalArgumentException("prometheus.version of the platform is no version"));
  }

  /** Of text such as {@code v3.5.0} or {@code 2.54.1-distroless}. */
  public static Optional<PrometheusVersion> parse(String text) {
    var match = NUMBERS.matcher(text);
    return match.matches()
        ? Optional.of(
            new PrometheusVersion(
                Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2))))
        : Optional.empty();
  }

  /** Whether it knows remote write 2. */
  public boolean writesVersion2() {
    return atLeast(2, 54);
  }

  /** Whether it reads a changed configuration by itself; an older one must be told by SIGHUP. */
  public boolean reloadsItself() {
    return atLeast(3, 0);
  }

  /** Whether {@code --agent} is an option, and external labels are expanded without asking. */
  boolean isThree() {
    return atLeast(3, 0);
  }

  /** Whether its promtool has {@code check healthy} and {@code check ready}. */
  boolean checksHealth() {
    return atLeast(2, 44);
  }

  /** Whether native histograms are switched on in the configuration, not by a feature flag. */
  boolean configuresNativeHistograms() {
    return atLeast(3, 8);
  }

  private boolean atLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  private static Optional<String> tag(String image) {
    var withoutDigest = image.split("@", 2)[0];
    var lastPart = withoutDigest.substring(withoutDigest.lastIndexOf('/') + 1);
    var colon = lastPart.indexOf(':');
    return colon < 0 ? Optional.empty() : Optional.of(lastPart.substring(colon + 1));
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
