package io.promferry.loadtests.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A page of a browser, over the DevTools protocol. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
  private static final Gson GSON = new Gson();
  private static final int ANSWERS_WITHIN_SECONDS = 60;

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  DevTools(HttpClient client, URI page) {
    socket = client.newWebSocketBuilder().buildAsync(page, this).join();
  }

  /** Asks for something and waits for the answer. */
  JsonObject call(String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    var answer = new CompletableFuture<JsonObject>();
    waiting.put(id, answer);
    socket
        .sendText(GSON.toJson(Map.of("id", id, "method", method, "params", parameters)), true)
        .join();
    var answered = answer.orTimeout(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.get("error"));
    }
    return answered.getAsJsonObject("result");
  }

  /** What has happened so far, the parameters of each event of that name. */
  List<JsonObject> events(String method) {
    return events.stream()
        .filter(event -> event.get("method").getAsString().equals(method))
        .map(event -> event.getAsJsonObject("params"))
        .toList();
  }

  void forgetEvents() {
    events.clear();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      take(JsonParser.parseString(message.toString()).getAsJsonObject());
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(JsonObject received) {
    if (received.has("id")) {
      var answer = waiting.remove(received.get("id").getAsInt());
      if (answer != null) {
        answer.complete(received);
      }
    } else {
      events.add(received);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
