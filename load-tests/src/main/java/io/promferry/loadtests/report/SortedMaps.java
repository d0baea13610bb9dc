package io.promferry.loadtests.report;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the keys of maps in order, whatever order the map has them in. */
final class SortedMaps implements TypeAdapterFactory {
  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (!Map.class.isAssignableFrom(type.getRawType())) {
      return null;
    }
    var plain = gson.getDelegateAdapter(this, type);
    return new TypeAdapter<>() {
      @Override
      @SuppressWarnings("unchecked") // a T is a map here, and a TreeMap of its entries is one too
      public void write(JsonWriter out, T map) throws IOException {
        plain.write(out, (T) new TreeMap<>((Map<String, ?>) map));
      }

      @Override
      public T read(JsonReader in) throws IOException {
        return plain.read(in);
      }
    };
  }
}
