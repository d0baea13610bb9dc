package io.promferry.loadtests.ledger;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.loadtests.driver.BodyTemplate;
import io.promferry.loadtests.driver.SeriesSet;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.xerial.snappy.Snappy;

/** Reads in bodies what their histograms show, which is the same at every scrape. */
final class SentTotals {
  private SentTotals() {}

  /** By the number of the series. */
  static Map<Integer, Totals> read(SeriesSet series, BodyTemplate body) {
    var histograms =
        IntStream.range(0, body.seriesCount())
            .filter(at -> series.isHistogram(body.firstSeries() + at))
            .boxed()
            .toList();
    return histograms.isEmpty() ? Map.of() : read(body, histograms);
  }

  private static Map<Integer, Totals> read(BodyTemplate body, List<Integer> histograms) {
    var totals = totals(body);
    return histograms.stream().collect(toMap(at -> body.firstSeries() + at, totals::apply));
  }

  private static IntFunction<Totals> totals(BodyTemplate body) {
    try {
      var message = Snappy.uncompress(body.body(0, 0, 0));
      return switch (body.protocol()) {
        case RW1 -> v1(message);
        case RW2 -> v2(message);
      };
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static IntFunction<Totals> v1(byte[] message) throws InvalidProtocolBufferException {
    var series = WriteRequest.parseFrom(message).getTimeseriesList();
    return at -> Totals.of(series.get(at).getHistograms(0));
  }

  private static IntFunction<Totals> v2(byte[] message) throws InvalidProtocolBufferException {
    var series = Request.parseFrom(message).getTimeseriesList();
    return at -> Totals.of(series.get(at).getHistograms(0));
  }
}
