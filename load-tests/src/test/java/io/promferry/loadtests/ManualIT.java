package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sink.LoadSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manual's commands, run as they stand; those that need a cluster stand in a closed list. What
 * it shows of Prometheus' own files and language is read by promtool.
 */
@Tag("no-peers")
class ManualIT {
  private static final String ELSEWHERE = "only-elsewhere.txt";
  private static final String GATEWAY = "java -jar gateway/target/promferry-gateway.jar";
  private static final Predicate<String> STAYS_UP =
      Pattern.compile(Pattern.quote(GATEWAY) + " --config \\S+").asMatchPredicate();
  private static final Pattern IN_THE_HOUSE =
      Pattern.compile("(?<![\\w/.-])(?:helm|load-tests|gateway|tenant-prom-config)/[\\w./-]+");
  private static final Pattern PROFILE = Pattern.compile("mvn -P(\\w+).*");
  private static final TenantEntry ACME = TenantEntry.of("acme");

  @TempDir private Path directory;

  @Test
  void commandsRunAsTheyStand() throws IOException, InterruptedException {
    var runnable = commands();
    runnable.removeAll(elsewhere());
    assertThat(runnable).hasSizeGreaterThan(5);

    try (var store = LoadSink.counting(0);
        var gateway =
            GatewayProcess.in(
                directory.resolve("running"),
                GatewaySettings.of(store.writeUri()),
                List.of(ACME))) {
      gateway.start();
      writeWhatTheyName();
      for (var command : runnable) {
        run(command.replace("127.0.0.1:9202", gateway.statusPage().getAuthority()));
        keepRenderedConfiguration();
      }
    }
  }

  @Test
  void commandsForElsewhereAreThoseOfTheList() throws IOException {
    assertThat(commands()).containsAll(elsewhere());
    assertThat(elsewhere())
        .allSatisfy(command -> {
          assertThat(command).matches("(kubectl|helm|docker|mvn) .*");
          assertThat(IN_THE_HOUSE.matcher(command).results())
              .allSatisfy(path ->
                  assertThat(HouseFiles.loadTests("../" + path.group())).as(command).exists());
          var profile = PROFILE.matcher(command);
          if (profile.matches()) {
            assertThat(Files.readString(HouseFiles.loadTests("../gateway/pom.xml")))
                .contains("<id>" + profile.group(1) + "</id>");
          }
        });
  }

  @Test
  void configurationsOfPrometheusAreGood() throws IOException, InterruptedException {
    var examples = ManualBlock.examplesOf("prometheus.yml");

    assertThat(examples).hasSizeGreaterThan(2);
    for (var example : examples) {
      var file = Files.writeString(directory.resolve("prometheus.yml"), example.text());
      Promtool.passes("check", "config", "--syntax-only", file.toString());
    }
  }

  @Test
  void queriesCanBeParsed() throws IOException, InterruptedException {
    var rules = new StringBuilder("groups:\n  - name: manual\n    rules:\n");
    var queries = ManualBlock.in("promql");
    assertThat(queries).isNotEmpty();
    for (int i = 0; i < queries.size(); i++) {
      rules.append("      - record: query_%d%n        expr: |%n".formatted(i));
      rules.append(queries.get(i).text().indent(10));
    }

    var file = Files.writeString(directory.resolve("queries.yml"), rules);
    Promtool.passes("check", "rules", file.toString());
  }

  /** One by one, in order; a line that ends with a backslash goes on. */
  private static Set<String> commands() throws IOException {
    var commands = new LinkedHashSet<String>();
    for (var block : ManualBlock.in("sh")) {
      block.text().replaceAll("\\\\\\n *", "").lines().forEach(commands::add);
    }
    return commands;
  }

  private static Set<String> elsewhere() throws IOException {
    try (var in = Objects.requireNonNull(ManualIT.class.getResourceAsStream(ELSEWHERE))) {
      var list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new LinkedHashSet<>(list.lines().toList());
    }
  }

  private void writeWhatTheyName() throws IOException {
    link("gateway/target/promferry-gateway.jar", HouseFiles.gatewayJar());
    link("promferry-tenant-prom-config.jar", HouseFiles.tenantPromConfigJar());
    link("helm", HouseFiles.loadTests("../helm"));
    write("gateway.yml", first("gateway.yml"));
    write("tenants.yml", first("tenants.yml"));
    write("acme.token", "secret");
    write("platform.yml", first("platform.yml"));
    write("acme.yml", first("metrics-tenant.yml"));
    write("cluster.yml", first("vpc.yml"));
  }

  private static String first(String file) throws IOException {
    return ManualBlock.examplesOf(file).getFirst().text();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void link(String name, Path to) throws IOException {
    var link = directory.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, to.toAbsolutePath().normalize());
  }

  /** What {@code render} has made for a Prometheus is what {@code check} is shown. */
  private void keepRenderedConfiguration() throws IOException {
    var rendered = directory.resolve("rendered/acme/configmap.yaml");
    if (Files.exists(rendered)) {
      var read =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(rendered));
      var data = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) read).get("data"));
      write("prometheus.yml", (String) Objects.requireNonNull(data.get("prometheus.yml")));
    }
  }

  private void run(String command) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                STAYS_UP.test(command) ? command + " --check-config" : command)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().put("TOKEN", "a token");
    shell
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
    var process = shell.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s%n%s", command, said).isZero();
  }
}
