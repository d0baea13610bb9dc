package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promferry.tenantpromconfig.apiserver.ObjectStore.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the changes of one kind, one JSON object a line, until all watches are ended. */
record WatchStream(ObjectStore store, ResourceType type, Target target, OutputStream out) {
  void run() throws IOException, InterruptedException {
    int generation;
    long position;
    synchronized (store) {
      generation = store.watchGeneration();
      var asked = target.query().getOrDefault("resourceVersion", "");
      if (asked.isEmpty() || asked.equals("0")) {
        position = store.version();
        for (var entry : store.list(type.group(), type.plural(), target.namespace())) {
          if (target.selector().test(entry.object())) {
            send("ADDED", entry.object());
          }
        }
      } else {
        position = Long.parseLong(asked);
      }
      if (position < store.oldest()) {
        send("ERROR", RefusedException.gone().status());
        return;
      }
    }
    for (var changes = store.await(position, generation);
        !changes.isEmpty();
        changes = store.await(position, generation)) {
      for (var change : changes) {
        send(change);
        position = change.version();
      }
    }
  }

  private void send(Change change) throws IOException {
    if (!change.key().isOf(type.group(), type.plural())
        || (target.namespace() != null && !target.namespace().equals(change.key().namespace()))) {
      return;
    }
    var was = matches(change.before());
    var is = !change.removed() && matches(change.after());
    if (was || is) {
      send(was ? (is ? "MODIFIED" : "DELETED") : "ADDED", change.after());
    }
  }

  private boolean matches(@Nullable ObjectNode object) {
    return object != null && target.selector().test(object);
  }

  private void send(String kind, ObjectNode object) throws IOException {
    var event = JsonNodeFactory.instance.objectNode().put("type", kind);
    event.set("object", object);
    out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
