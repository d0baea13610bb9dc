package io.promferry.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.Certificates;
import io.promferry.gateway.config.CertificateFiles;
import io.promferry.gateway.config.ClientTls;
import io.promferry.gateway.files.FileBacked;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path directory;
  private Certificates authority;

  @BeforeEach
  void write() throws Exception {
    authority = Certificates.newAuthority();
    authority.writeTo(directory.resolve("ca.crt"));
    Certificates.write(authority.issue("gateway"), directory, "gateway");
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void keepsThePairWhileOnlyHalfOfTheNextIsThere() throws Exception {
    var files = files();
    var before = files.value();
    assertThat(before).isPresent();
    Certificates.write(authority.issue("gateway"), directory, "next");

    take("next.crt", "gateway.crt");
    assertThat(files.check()).isFalse();
    assertThat(files.problem()).isEqualTo("key is not that of the certificate");
    assertThat(files.value()).isEqualTo(before);

    take("next.key", "gateway.key");
    assertThat(files.check()).isTrue();
  }

  @Test
  void acceptsAnRsaPair() throws Exception {
    Certificates.write(authority.issueRsa("gateway"), directory, "gateway");

    assertThat(files().value()).isPresent();
  }

  @Test
  void refusesEveryAuthorityThatIsCutShort() throws Exception {
    var files = files();
    var whole = Files.readString(directory.resolve("ca.crt")).strip();
    for (int length = 0; length < whole.length(); length++) {
      Files.writeString(directory.resolve("ca.crt"), whole.substring(0, length));

      assertThat(files.check()).as("cut at %d", length).isFalse();
    }
  }

  @Test
  void refusesAKeyThatIsCutShort() throws Exception {
    var files = files();
    var key = directory.resolve("gateway.key");
    Files.writeString(key, Files.readString(key).substring(0, 80));

    assertThat(files.check()).isFalse();
    assertThat(files.problem()).contains("PEM");
  }

  private FileBacked<ClientSSLOptions> files() {
    return TlsFiles.read(
        "central",
        new ClientTls(
            directory.resolve("ca.crt"),
            new CertificateFiles(
                directory.resolve("gateway.crt"), directory.resolve("gateway.key")),
            null),
        Duration.ofSeconds(3),
        vertx);
  }

  private void take(String from, String to) throws Exception {
    Files.write(directory.resolve(to), Files.readAllBytes(directory.resolve(from)));
  }
}
