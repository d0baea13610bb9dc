package io.promferry.loadtests.browser;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.UnpackedLibraries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium that reaches this machine's loopback and nothing else, with one page. */
public final class Browser implements AutoCloseable {
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final DevTools page;

  /** Starts one whose files are in the directory. */
  public Browser(Path directory) throws IOException {
    var binary = PeerBinaries.find("chromium-headless-shell");
    var profile = directory.resolve("profile");
    var builder =
        new ProcessBuilder(
                binary.toString(),
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--proxy-server=127.0.0.1:9",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chromium.log").toFile());
    builder.environment().putAll(new UnpackedLibraries(binary).environment());
    process = builder.start();
    try {
      page = new DevTools(client, pageOf(profile));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
    for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
      page.call(domain + ".enable", Map.of());
    }
  }

  /** Shows a page in a window of that width and waits until it is loaded. */
  public void open(URI html, int width, boolean dark) {
    page.forgetEvents();
    page.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    media("screen", dark);
    page.call("Page.navigate", Map.of("url", html.toString()));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !page.events("Page.loadEventFired").isEmpty());
  }

  public void media(String medium, boolean dark) {
    page.call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** The value of a script in the page. */
  public JsonElement evaluate(String script) {
    var answer = page.call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(script + ": " + answer.get("exceptionDetails"));
    }
    return answer.getAsJsonObject("result").get("value");
  }

  public void press(String key) {
    for (var type : List.of("keyDown", "keyUp")) {
      page.call("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key));
    }
  }

  /** Types where the focus is. */
  public void type(String text) {
    page.call("Input.insertText", Map.of("text", text));
  }

  /** Presses the key that follows a link or pushes a button. */
  public void enter() {
    page.call(
        "Input.dispatchKeyEvent",
        Map.of("type", "keyDown", "key", "Enter", "windowsVirtualKeyCode", 13, "text", "\r"));
    page.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", "Enter"));
  }

  public void point(double x, double y) {
    page.call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** What the page or the browser has complained of, and dialogs. */
  public List<String> complaints() {
    return Stream.of(
            "Runtime.exceptionThrown",
            "Runtime.consoleAPICalled",
            "Log.entryAdded",
            "Page.javascriptDialogOpening")
        .flatMap(event -> page.events(event).stream())
        .map(Object::toString)
        .toList();
  }

  public List<String> requests() {
    return page.events("Network.requestWillBeSent").stream()
        .map(event -> event.getAsJsonObject("request").get("url").getAsString())
        .toList();
  }

  /** All of the page. */
  public void screenshot(Path png) throws IOException {
    save(
        png,
        page.call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", whole()))
            .get("data"));
  }

  /** What is in view. */
  public void screenshotOfView(Path png) throws IOException {
    save(png, page.call("Page.captureScreenshot", Map.of()).get("data"));
  }

  public void print(Path pdf) throws IOException {
    save(pdf, page.call("Page.printToPDF", Map.of("preferCSSPageSize", true)).get("data"));
  }

  private Map<String, Object> whole() {
    var size = page.call("Page.getLayoutMetrics", Map.of()).getAsJsonObject("cssContentSize");
    return Map.of(
        "x", 0, "y", 0, "scale", 1, "width", size.get("width"), "height", size.get("height"));
  }

  private static void save(Path file, JsonElement base64) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(base64.getAsString()));
  }

  private URI pageOf(Path profile) {
    var port = profile.resolve("DevToolsActivePort");
    await()
        .atMost(STARTS_WITHIN)
        .failFast("Chromium has ended", () -> !process.isAlive())
        .until(() -> Files.exists(port) && Files.readString(port).contains("\n"));
    try {
      var list =
          URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
      var answer = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString());
      for (var target : JsonParser.parseString(answer.body()).getAsJsonArray()) {
        if (target.getAsJsonObject().get("type").getAsString().equals("page")) {
          return URI.create(target.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
        }
      }
      throw new IllegalStateException("Chromium has no page: " + answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("Chromium does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Chromium was starting", e);
    }
  }

  @Override
  public void close() {
    page.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    client.close();
  }
}
