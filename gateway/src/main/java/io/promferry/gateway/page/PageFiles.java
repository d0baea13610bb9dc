package io.promferry.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the status page, which lie in the jar, by the paths that a browser asks for. Nothing
 * else of the jar can be had. Immutable.
 */
public final class PageFiles {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SVG = "image/svg+xml";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

  private static final List<String> SCRIPTS =
      List.of(
          "page.js",
          "fleet.js",
          "tenant.js",
          "explain.js",
          "replicas.js",
          "words.js",
          "lib/lit-html.js",
          "lib/directive.js",
          "lib/directive-helpers.js",
          "lib/directives/repeat.js");

  private final Map<String, PageFile> byPath;

  /**
   * One file.
   *
   * @param type its media type
   * @param tag an entity tag (RFC 9110, 8.8.3), quotes included: other bytes, another tag
   */
  // An array, because it goes into a socket and is never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record PageFile(String type, String tag, byte[] bytes) {}

  private PageFiles(Map<String, PageFile> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  /**
   * Reads all of them.
   *
   * @throws IllegalStateException if the jar was built without one
   */
  public static PageFiles read() {
    var files = new HashMap<String, PageFile>();
    files.put("/", file("index.html", HTML));
    files.put("/page/page.css", file("page.css", CSS));
    files.put("/page/icon.svg", file("icon.svg", SVG));
    SCRIPTS.forEach(script -> files.put("/page/" + script, file(script, JAVASCRIPT)));
    return new PageFiles(files);
  }

  /** The file of that path of a URL. */
  public Optional<PageFile> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private static PageFile file(String resource, String type) {
    try (var in = PageFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + resource);
      }
      byte[] bytes = in.readAllBytes();
      var tag = '"' + Integer.toHexString(Arrays.hashCode(bytes)) + '-' + bytes.length + '"';
      return new PageFile(type, tag, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
