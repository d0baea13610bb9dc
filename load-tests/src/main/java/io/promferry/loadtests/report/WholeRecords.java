package io.promferry.loadtests.report;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Reads a record only if the JSON has all of its components, as Gson alone would not mind. */
final class WholeRecords implements TypeAdapterFactory {
  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    var record = type.getRawType();
    if (!record.isRecord()) {
      return null;
    }
    var plain = gson.getDelegateAdapter(this, type);
    var elements = gson.getAdapter(JsonElement.class);
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        plain.write(out, value);
      }

      @Override
      public @Nullable T read(JsonReader in) throws IOException {
        var element = elements.read(in);
        if (element.isJsonNull()) {
          return null;
        }
        if (!(element instanceof JsonObject object)) {
          throw new JsonParseException(record.getSimpleName() + " is not an object");
        }
        for (var component : record.getRecordComponents()) {
          demand(object, component);
        }
        return plain.fromJsonTree(object);
      }
    };
  }

  private static void demand(JsonObject object, RecordComponent component) {
    var value = object.get(component.getName());
    boolean absent =
        value == null
            || (value.isJsonNull()
                && component.getType() != double.class
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    if (absent) {
      throw new JsonParseException(
          component.getDeclaringRecord().getSimpleName() + " has no " + component.getName());
    }
  }
}
