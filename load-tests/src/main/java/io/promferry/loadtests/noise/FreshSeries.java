package io.promferry.loadtests.noise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** Bodies of which no series is ever sent twice: one message, patched where its series differ. */
final class FreshSeries {
  private static final String PLACE = "x00000000";

  private final byte[] message;
  private final int[] places;
  private final AtomicInteger next = new AtomicInteger();

  FreshSeries(int series) {
    var request = WriteRequest.newBuilder();
    for (int i = 0; i < series; i++) {
      request.addTimeseries(
          TimeSeries.newBuilder()
              .addLabels(Label.newBuilder().setName("__name__").setValue("exploding"))
              .addLabels(Label.newBuilder().setName("id").setValue(PLACE))
              .addSamples(Sample.newBuilder().setTimestamp(System.currentTimeMillis())));
    }
    message = request.build().toByteArray();
    places = places(series);
  }

  byte[] body() {
    var fresh = message.clone();
    for (int place : places) {
      var id = Integer.toHexString(next.getAndIncrement()).getBytes(US_ASCII);
      System.arraycopy(id, 0, fresh, place + PLACE.length() - id.length, id.length);
    }
    return Bodies.compress(fresh);
  }

  private int[] places(int series) {
    var found = new int[series];
    var text = new String(message, ISO_8859_1);
    int from = 0;
    for (int i = 0; i < series; i++) {
      found[i] = text.indexOf(PLACE, from);
      from = found[i] + 1;
    }
    return found;
  }
}
