package io.promferry.tenantpromconfig.operator.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class BearerTokenTest {
  @Test
  void hasTheDigestThatTheGatewayLooksUp() {
    assertThat(new BearerToken("test").sha256())
        .isEqualTo("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
  }

  @Test
  void isAnotherOneEachTime() {
    var source = new SecureRandom();
    assertThat(BearerToken.random(source)).isNotEqualTo(BearerToken.random(source));
    assertThat(BearerToken.random(source).value()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void doesNotShowItselfInText() {
    assertThat(new BearerToken("test").toString()).doesNotContain("test");
  }
}
