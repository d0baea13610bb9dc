package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import java.time.Duration;
import java.util.function.Function;

/** Reads the load of a scenario. */
final class LoadReader {
  private static final int MOST_TENANTS = 10_000;
  private static final int MOST_SERIES = 10_000_000;
  private static final int MOST_SHARDS = 200;
  private static final double MOST_CHURN = 1000;
  private static final Load DEFAULT =
      Load.of(1, 1, Duration.ofSeconds(1), WriteProtocol.RW2);

  private LoadReader() {}

  static Load read(Section root) {
    if (!root.has("load")) {
      root.problem("load", "is required");
    }
    return root.section("load", LoadReader::load).orElse(DEFAULT);
  }

  private static Load load(Section section) {
    return new Load(
        section.required("tenants", text -> Values.whole(text, 1, MOST_TENANTS)).orElse(1),
        section.required("series", text -> Values.whole(text, 1, MOST_SERIES)).orElse(1),
        section.required("interval", Values::positiveDuration).orElse(Duration.ofSeconds(1)),
        section.scalar("protocol", LoadReader::protocol).orElse(WriteProtocol.RW2),
        section.scalar("shape", Function.identity()).orElse(Load.DEFAULT_SHAPE),
        section
            .scalar("samples-per-body", text -> Values.whole(text, 1, MOST_SERIES))
            .orElse(Load.SAMPLES_PER_BODY),
        section.scalar("shards", text -> Values.whole(text, 1, MOST_SHARDS)).orElse(1),
        section
            .scalar("churn-per-hour", text -> Values.number(text, 0, MOST_CHURN))
            .orElse(0.0),
        section.scalar("histograms", text -> Values.number(text, 0, 1)).orElse(0.0),
        section.scalar("exemplars", text -> Values.number(text, 0, 1)).orElse(0.0));
  }

  private static WriteProtocol protocol(String text) {
    return switch (text) {
      case "rw1" -> WriteProtocol.RW1;
      case "rw2" -> WriteProtocol.RW2;
      default -> throw new IllegalArgumentException("must be rw1 or rw2, got '" + text + "'");
    };
  }
}
