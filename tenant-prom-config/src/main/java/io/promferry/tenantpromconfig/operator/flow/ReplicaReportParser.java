package io.promferry.tenantpromconfig.operator.flow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.promferry.tenantpromconfig.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of {@code /api/v1/tenants} in one pass; keys that it does not know are skipped
 * with all that is in them.
 */
final class ReplicaReportParser {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser json;
  private final Map<TenantId, ReplicaReport.Tenant> tenants = new HashMap<>();
  private final Map<String, String> entries = new HashMap<>();

  private ReplicaReportParser(JsonParser json) {
    this.json = json;
  }

  /** Something to do with the value of a key; leaves the parser at the value's last token. */
  @FunctionalInterface
  private interface Field {
    void read(String name) throws IOException;
  }

  /** A tenant while it is read. */
  private static final class Fields {
    private String tenant = "";
    private String vpc = "";
    private String code = "";
    private String severity = "";
    private String text = "";
    private String credential = "";
    private String entry = "";
    private String version = "";
    private @Nullable Instant lastWrite;
    private @Nullable Instant lastSample;
    private @Nullable Instant used;
    private final Map<String, Instant> lastUsed = new HashMap<>();
  }

  /**
   * Reads all of it.
   *
   * @throws IOException if it is no such answer, or breaks off
   */
  static ReplicaReport parse(InputStream body) throws IOException {
    try (var json = FACTORY.createParser(body)) {
      return new ReplicaReportParser(json).report();
    } catch (JsonProcessingException e) {
      throw new IOException("the answer is no JSON: " + e.getOriginalMessage());
    }
  }

  private ReplicaReport report() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("the answer is no JSON object");
    }
    var isAnswer = new boolean[1];
    object(name -> {
      if (name.equals("tenants")) {
        isAnswer[0] = true;
        array(this::tenant);
      } else {
        json.skipChildren();
      }
    });
    if (!isAnswer[0]) {
      throw new IOException("the answer has no tenants");
    }
    return new ReplicaReport(tenants, entries);
  }

  private void tenant() throws IOException {
    var fields = new Fields();
    object(name -> {
      switch (name) {
        case "tenant" -> fields.tenant = text();
        case "vpc" -> fields.vpc = text();
        case "lastSample" -> fields.lastSample = time();
        case "verdict" -> object(inner -> verdict(inner, fields));
        case "lastWrite" -> object(inner -> lastWrite(inner, fields));
        case "entry" -> object(inner -> entry(inner, fields));
        case "credentials" -> array(() -> credential(fields));
        default -> json.skipChildren();
      }
    });
    tenants.put(
        new TenantId(fields.tenant, fields.vpc),
        new ReplicaReport.Tenant(
            VerdictFlow.of(fields.code, fields.severity),
            fields.text,
            fields.lastWrite,
            fields.lastSample,
            fields.lastUsed));
    if (!fields.entry.isEmpty()) {
      entries.put(fields.entry, fields.version);
    }
  }

  private void verdict(String name, Fields fields) throws IOException {
    switch (name) {
      case "code" -> fields.code = text();
      case "severity" -> fields.severity = text();
      case "text" -> fields.text = text();
      default -> json.skipChildren();
    }
  }

  private void lastWrite(String name, Fields fields) throws IOException {
    if (name.equals("time")) {
      fields.lastWrite = time();
    } else {
      json.skipChildren();
    }
  }

  private void entry(String name, Fields fields) throws IOException {
    switch (name) {
      case "name" -> fields.entry = text();
      case "version" -> fields.version = text();
      default -> json.skipChildren();
    }
  }

  private void credential(Fields fields) throws IOException {
    fields.credential = "";
    fields.used = null;
    object(name -> {
      switch (name) {
        case "id" -> fields.credential = text();
        case "lastUsed" -> fields.used = time();
        default -> json.skipChildren();
      }
    });
    if (fields.used != null) {
      fields.lastUsed.put(fields.credential, fields.used);
    }
  }

  /** At an object's start; null counts as an empty one. */
  private void object(Field field) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        json.nextToken();
        field.read(name);
      }
      requireAt(JsonToken.END_OBJECT);
    } else {
      json.skipChildren();
    }
  }

  private void array(Element element) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        element.read();
      }
      requireAt(JsonToken.END_ARRAY);
    } else {
      json.skipChildren();
    }
  }

  /** One object of an array. */
  @FunctionalInterface
  private interface Element {
    void read() throws IOException;
  }

  private void requireAt(JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException(
          "the answer breaks off or is not as expected at "
              + json.currentLocation().offsetDescription());
    }
  }

  private String text() throws IOException {
    var text = json.getValueAsString("");
    json.skipChildren();
    return text;
  }

  private @Nullable Instant time() throws IOException {
    var text = text();
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException _) {
      throw new IOException("'" + text + "' is no time");
    }
  }
}
