package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rendered {@code gateway.yml}, read by the gateway itself. */
class GatewayConfigIT {
  private static final Path JAR = Path.of("../gateway/target/promferry-gateway.jar");
  private static final String OF_THE_POD = "/var/run/secrets/kubernetes.io/serviceaccount";

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void isGood(String ci) throws Exception {
    writeWhatIsMounted();
    var file = directory.resolve("gateway.yml");
    Files.writeString(
        file,
        RenderedChart.of(ci)
            .gatewayYml()
            .replace("/etc/promferry", directory.toString())
            .replace(OF_THE_POD, directory.resolve("account").toString()));

    var check =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-jar",
                JAR.toString(),
                "--config",
                file.toString(),
                "--check-config")
            .redirectErrorStream(true)
            .start();
    var said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("good");
    assertThat(check.exitValue()).isZero();
  }

  private void writeWhatIsMounted() throws Exception {
    var identity =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=gateway")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    write("tls/tls.crt", identity.getCertificatePEM());
    write("tls/tls.key", identity.getPrivateKeyPEM());
    write("client-ca/ca.crt", identity.getCertificatePEM());
    write("secrets/central/token", "token");
    write("secrets/central/ca.crt", identity.getCertificatePEM());
    write("admin/token", "token");
    write("admin/new-token", "token");
    write("admin/old-token", "token");
    write("admin/password", "password");
    write("admin-tls/tls.crt", identity.getCertificatePEM());
    write("admin-tls/tls.key", identity.getPrivateKeyPEM());
    write("admin-tls/ca.crt", identity.getCertificatePEM());
    write("account/ca.crt", identity.getCertificatePEM());
    write("account/token", "token");
  }

  private void write(String name, String text) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
