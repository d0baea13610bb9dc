package io.promferry.loadtests.report;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** JSON has no NaN and no infinity: both are written as null, which is read as NaN. */
final class FiniteNumbers extends TypeAdapter<Double> {
  @Override
  public void write(JsonWriter out, Double number) throws IOException {
    if (Double.isFinite(number)) {
      out.value(number);
    } else {
      out.nullValue();
    }
  }

  @Override
  public Double read(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) {
      in.nextNull();
      return Double.NaN;
    }
    return in.nextDouble();
  }
}
