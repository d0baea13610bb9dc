package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatusMapperTest {
  @Test
  void asksToComeBackWithinThirtySecondsAndNotAllAtOnce() {
    var random = new SplittableRandom(1);

    for (int asked : new int[] {-5, 0, 1, 2, 5, 30, 86_400}) {
      var seconds =
          random.ints(1_000).map(_ -> StatusMapper.jittered(asked, random)).boxed().toList();
      assertThat(seconds).allMatch(s -> s >= 1 && s <= 30);
    }
    assertThat(random.ints(100).map(_ -> StatusMapper.jittered(10, random)).distinct().count())
        .isGreaterThan(3);
  }

  @Test
  void takesEveryLegalSpellingOfRemoteWrite1() {
    for (String type :
        new String[] {
          "application/x-protobuf",
          "Application/X-Protobuf",
          "application/x-protobuf;proto=prometheus.WriteRequest",
          "application/x-protobuf; proto=\"prometheus.WriteRequest\"; charset=utf-8"
        }) {
      assertThat(WriteMedia.refusal(type, "snappy")).as(type).isEmpty();
    }
    assertThat(WriteMedia.refusal(null, null)).isEmpty();
    assertThat(
            WriteMedia.refusal(
                "application/x-protobuf;proto=io.prometheus.write.v2.Request", "snappy"))
        .isPresent();
  }
}
