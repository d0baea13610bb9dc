package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.http.WriteMedia.Refused;
import io.promferry.gateway.http.WriteMedia.Taken;
import io.promferry.gateway.wire.WriteVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteMediaTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "application/x-protobuf",
        "Application/X-Protobuf",
        "application/x-protobuf;",
        "application/x-protobuf; charset=utf-8",
        "application/x-protobuf;proto=prometheus.WriteRequest",
        "application/x-protobuf ; PROTO=\"prometheus.WriteRequest\" ;charset=utf-8",
        "application/x-protobuf;proto=\"prometheus\\.WriteRequest\"",
        "application/x-protobuf;note=\"a;proto=b\";proto=prometheus.WriteRequest",
      })
  void takesEveryLegalSpellingOfRemoteWrite1(String type) {
    assertThat(WriteMedia.of(type, "snappy"))
        .isEqualTo(new Taken(WriteVersion.RW1, BodyEncoding.SNAPPY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-protobuf;proto=io.prometheus.write.v2.Request",
        "application/x-protobuf; proto=io.prometheus.write.v2.Request",
        "application/x-protobuf;Proto=\"io.prometheus.write.v2.Request\"",
        "application/x-protobuf;charset=utf-8;proto=io.prometheus.write.v2.Request",
      })
  void takesEveryLegalSpellingOfRemoteWrite2(String type) {
    assertThat(WriteMedia.of(type, "snappy"))
        .isEqualTo(new Taken(WriteVersion.RW2, BodyEncoding.SNAPPY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json",
        "application/x-protobuf;proto=io.prometheus.write.v3.Request",
        "application/x-protobuf;proto=Prometheus.writerequest",
        "application/x-protobuf;proto=prometheus.WriteRequest;proto=io.prometheus.write.v2.Request",
        "application/x-protobuf;proto=\"prometheus.WriteRequest",
        "application/x-protobuf proto=prometheus.WriteRequest",
        "application",
      })
  void refusesEveryOtherType(String type) {
    assertThat(WriteMedia.of(type, "snappy")).isInstanceOf(Refused.class);
  }

  @Test
  void takesSnappyZstdAndAnAbsentEncoding() {
    assertThat(WriteMedia.of(null, null))
        .isEqualTo(new Taken(WriteVersion.RW1, BodyEncoding.SNAPPY));
    assertThat(WriteMedia.of(null, " Snappy "))
        .isEqualTo(new Taken(WriteVersion.RW1, BodyEncoding.SNAPPY));
    assertThat(WriteMedia.of(null, "zstd"))
        .isEqualTo(new Taken(WriteVersion.RW1, BodyEncoding.ZSTD));
    assertThat(WriteMedia.of(null, "gzip")).isInstanceOf(Refused.class);
  }

  @Test
  void takesRemoteWrite2OnlyAsSnappy() {
    assertThat(WriteMedia.of("application/x-protobuf;proto=io.prometheus.write.v2.Request", "zstd"))
        .isInstanceOf(Refused.class);
  }
}
