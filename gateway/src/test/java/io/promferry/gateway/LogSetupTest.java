package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.config.LogFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {
  private final PrintStream console = System.out;

  @AfterEach
  void restore() {
    System.setOut(console);
    LogSetup.use(LogFormat.TEXT);
  }

  @Test
  void writesEventsForPeople() {
    assertThat(logged(LogFormat.TEXT))
        .contains("WARN  test: upstream unavailable upstream=\"central\"")
        .hasLineCount(1);
  }

  @Test
  void writesEventsAsJson() {
    assertThat(logged(LogFormat.JSON))
        .startsWith("{")
        .contains(
            "\"message\":\"upstream unavailable\"", "\"kvpList\": [{\"upstream\":\"central\"}]")
        .hasLineCount(1);
  }

  private static String logged(LogFormat format) {
    var written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, UTF_8));
    LogSetup.use(format);
    LoggerFactory.getLogger("test")
        .atWarn()
        .addKeyValue("upstream", "central")
        .log("upstream unavailable");
    return written.toString(UTF_8);
  }
}
