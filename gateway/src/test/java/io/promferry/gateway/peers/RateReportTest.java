package io.promferry.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.promferry.gateway.tenant.TenantId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateReportTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");

  @Test
  void isCompactJson() {
    assertThat(new RateReport("gateway-0", "a1", Map.of(ACME, 1234.56)).json())
        .isEqualTo(
            "{\"replica\":\"gateway-0\",\"process\":\"a1\",\"tenants\":[[\"acme\",\"vpc-acme\",1234.6]]}");
  }

  @Test
  void isReadByAnotherReplica() {
    var report = new RateReport("gateway-0", "a1", Map.of(ACME, 0.5));

    assertThat(RateReport.parse(report.json())).isEqualTo(report);
  }

  @Test
  void mayHaveFieldsOfALaterVersion() {
    var json =
        "{\"replica\":\"r\",\"process\":\"p\",\"more\":{},\"tenants\":[[\"acme\",\"vpc-acme\",7,\"more\"]]}";

    assertThat(RateReport.parse(json).samplesPerSecond()).isEqualTo(Map.of(ACME, 7.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"replica\":\"r\"}",
        "{\"replica\":\"r\",\"process\":null}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":{}}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[1]}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[[]]}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[[\"acme\",\"vpc-acme\"]]}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[[null,\"vpc-acme\",1]]}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[[\"acme\",\"vpc-acme\",-1]]}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[[\"acme\",\"vpc-acme\",\"1\"]]}",
        "{\"replica\":\"r\",\"process\":\"p\",\"tenants\":[[\"not a name\",\"vpc-acme\",1]]}"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RateReport.parse(text));
  }
}
