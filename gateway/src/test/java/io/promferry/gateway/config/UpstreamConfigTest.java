package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.config.UpstreamConfig.Part;
import io.promferry.gateway.config.UpstreamConfig.Protocol;
import io.promferry.gateway.config.UpstreamConfig.RollsBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamConfigTest {
  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    for (var name : List.of("token", "password", "ca.crt", "c.crt", "c.key")) {
      Files.writeString(directory.resolve(name), "s3cret");
    }
  }

  @Test
  void fillsInDefaults() throws Exception {
    assertThat(load("name: central", "url: http://central/api/v1/write"))
        .isEqualTo(
            new UpstreamConfig(
                "central",
                new UpstreamUrl(false, "central", 80, new Template("/api/v1/write")),
                Protocol.AUTO,
                true,
                Duration.ofSeconds(10),
                128,
                Map.of(),
                new ClientAuthorization.None(),
                ClientTls.JDK_TRUST,
                Set.of(),
                RollsBack.AUTO,
                64 << 20));
  }

  @Test
  void readsEveryKey() throws Exception {
    assertThat(
            upstreams(
                    """
                    - {name: main, url: "http://main"}
                    - name: second
                      url: https://store.example:8443/{tenant}/push?from={vpc}
                      protocol: rw2
                      required: false
                      timeout: 3s
                      connections: 7
                      headers: {X-Scope-OrgID: "{tenant}"}
                      authorization: {basic: {username: u, password-file: password}}
                      tls: {ca: ca.crt, certificate: c.crt, key: c.key, server-name: store}
                      drop: [native-histograms, metadata]
                      rolls-back: false
                      in-flight-bytes: 1MiB
                    """)
                .getLast())
        .isEqualTo(
            new UpstreamConfig(
                "second",
                new UpstreamUrl(
                    true, "store.example", 8443, new Template("/{tenant}/push?from={vpc}")),
                Protocol.RW2,
                false,
                Duration.ofSeconds(3),
                7,
                Map.of("X-Scope-OrgID", new Template("{tenant}")),
                new ClientAuthorization.Basic("u", directory.resolve("password")),
                new ClientTls(
                    directory.resolve("ca.crt"),
                    new CertificateFiles(directory.resolve("c.crt"), directory.resolve("c.key")),
                    "store"),
                Set.of(Part.NATIVE_HISTOGRAMS, Part.METADATA),
                RollsBack.FALSE,
                1 << 20));
  }

  @Test
  void readsABearerToken() throws Exception {
    assertThat(
            load("name: a", "url: http://a", "authorization: {bearer-token-file: token}")
                .authorization())
        .isEqualTo(new ClientAuthorization.BearerToken(directory.resolve("token")));
  }

  @ParameterizedTest
  @CsvSource({
    "https://store, true, store, 443, /",
    "http://store?key=1, false, store, 80, /?key=1",
    "http://[::1]:9090/w, false, ::1, 9090, /w",
    "http://10.0.0.1:1/{vpc}, false, 10.0.0.1, 1, /{vpc}"
  })
  void readsUrls(String text, boolean tls, String host, int port, String target) {
    assertThat(UpstreamUrl.parse(text))
        .isEqualTo(new UpstreamUrl(tls, host, port, new Template(target)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: ftp://a/                     | url: must be a URL such as http://central:9090/",
        "url: /api/v1/write                | url: must be a URL such as",
        "url: http://a:0/                  | url: must be a URL such as",
        "url: http://a:70000/              | url: must be a URL such as",
        "url: http://a/ä                   | url: must be a URL such as",
        "url: http://a/#x                  | url: must be a URL such as",
        "url: 'http://a/b c'               | url: must be a URL such as",
        "url: http://u:p@a/                | url: must have no credentials: use authorization",
        "url: 'http://{tenant}.a/'         | url: may have {tenant} and {vpc} in path and query,",
        "url: 'http://a:{vpc}/'            | url: may have {tenant} and {vpc} in path and query,",
        "url: 'http://a/{name}'            | url: must have no braces but those of {tenant} and",
        "url: 'http://a/{vp{tenant}c}'     | url: must have no braces but those of {tenant} and",
        "protocol: rw3                     | protocol: must be one of auto, rw1, rw2, got 'rw3'",
        "required: maybe                   | required: must be true or false, got 'maybe'",
        "connections: 0                    | connections: must be between 1 and 10000, got '0'",
        "headers: {Host: a}                | headers.Host: is set by the gateway itself",
        "headers: {content-TYPE: a}        | headers.content-TYPE: is set by the gateway itself",
        "headers: {Retry-Attempt: 1}       | headers.Retry-Attempt: is set by the gateway itself",
        "headers: {User-Agent: me}         | headers.User-Agent: is set by the gateway itself",
        "headers: {Connection: close}      | headers.Connection: is about the connection, which",
        "headers: {Authorization: x}       | headers.Authorization: is set by the key authoriz",
        "headers: {A B: x}                 | headers.A B: is not a legal header name",
        "headers: {A: \"x\\r\\nB: y\"}     | headers.A: must be printable ASCII, with no space",
        "headers: {A: ''}                  | headers.A: must be printable ASCII, with no space",
        "headers: {A: ' x'}                | headers.A: must be printable ASCII, with no space",
        "headers: {A: '{host}'}            | headers.A: must have no braces but those of",
        "headers: {A: x, a: y}             | headers.a: given twice: letter case makes no",
        "authorization: {}                 | authorization.basic: must stand here, or bearer",
        "authorization: {basic: {}}        | authorization.basic.username: is required",
        "authorization: {basic: {}}        | authorization.basic.password-file: is required",
        "authorization: {bearer-token-file: none} | authorization.bearer-token-file: no such file:"
            + " /",
        "authorization: {bearer-token-file: .}    | authorization.bearer-token-file: not a file: /",
        "tls: {certificate: c.crt}         | tls.key: is required: both or neither of the two",
        "tls: {key: c.key}                 | tls.certificate: is required: both or neither of the",
        "tls: {ca: none}                   | tls.ca: no such file: /",
        "tls: {server-name: 'a b'}         | tls.server-name: must be a DNS name such as central",
        "tls: {insecure: true}             | tls.insecure: unknown key",
        "drop: [samples]                   | drop[0]: must be one of native-histograms, custom-b",
        "rolls-back: perhaps               | rolls-back: must be one of auto, true, false, got 'p",
        "in-flight-bytes: 1MiB             | in-flight-bytes: only a store with required: false",
        "name: 'a b'                       | name: must be 1 to 63 letters, digits, dots, dashes"
      })
  void saysWhatIsWrongAndWhere(String key, String problem) {
    var keys = new ArrayList<>(List.of(key.strip()));
    if (!key.startsWith("url")) {
      keys.add("url: https://central");
    }
    if (!key.startsWith("name")) {
      keys.add("name: central");
    }

    assertThat(problems("- {" + String.join(", ", keys) + "}"))
        .contains("upstreams[0]." + problem.strip())
        .doesNotContain("s3cret");
  }

  @Test
  void refusesBothKindsOfAuthorization() {
    assertThat(
            problems(
                "- {name: a, url: http://a, authorization: {bearer-token-file: token, basic:"
                    + " {username: 'u:v', password-file: password}}}"))
        .contains("authorization.basic: must stand here, or bearer-token-file: exactly one of")
        .contains("authorization.basic.username: must have neither colons nor control");
  }

  @Test
  void refusesTlsWithoutHttps() {
    assertThat(problems("- {name: a, url: http://a, tls: {ca: ca.crt}}"))
        .contains("upstreams[0].tls: needs an https url");
  }

  @Test
  void refusesAnEmptyFlightOfAnOptionalStore() {
    assertThat(
            problems(
                """
                - {name: a, url: http://a}
                - {name: b, url: http://b, required: false, in-flight-bytes: 0}
                """))
        .contains("upstreams[1].in-flight-bytes: must be positive, got 0");
  }

  @Test
  void refusesTwoOfOneName() {
    assertThat(problems("- {name: a, url: http://a}\n- {name: a, url: http://b}\n"))
        .contains("upstreams[1].name: two upstreams are called 'a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- {name: a, url: http://a, required: false}", "[]"})
  void wantsOneThatIsRequired(String upstreams) {
    assertThat(problems(upstreams)).contains("upstreams: must have one with required: true");
  }

  @Test
  void knowsWhichStoresSeparateTenants() throws Exception {
    assertThat(load("name: a", "url: http://a/{vpc}").separatesTenants()).isFalse();
    assertThat(load("name: a", "url: http://a/{tenant}").separatesTenants()).isTrue();
    assertThat(load("name: a", "url: http://a", "headers: {T: \"{tenant}\"}").separatesTenants())
        .isTrue();
  }

  @Test
  void showsNoSecretAsText() throws Exception {
    assertThat(
            upstreams("- {name: a, url: \"http://a/w?key=s3cret\", headers: {X-Key: s3cret}}")
                .getFirst()
                .toString())
        .contains("http://a:80/w", "X-Key")
        .doesNotContain("s3cret");
  }

  private UpstreamConfig load(String... keys) throws IOException, ConfigException {
    return upstreams("- " + String.join("\n  ", keys)).getFirst();
  }

  private List<UpstreamConfig> upstreams(String list) throws IOException, ConfigException {
    var file = directory.resolve("gateway.yml");
    Files.writeString(file, "tenants: {files: [t.yml]}\nupstreams:\n" + list.indent(2));
    return GatewayConfig.load(file).upstreams();
  }

  private String problems(String list) {
    return String.join(
        "\n", catchThrowableOfType(ConfigException.class, () -> upstreams(list)).problems());
  }
}
