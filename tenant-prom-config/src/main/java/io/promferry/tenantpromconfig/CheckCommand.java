package io.promferry.tenantpromconfig;

import io.promferry.tenantpromconfig.check.PrometheusConfigCheck;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.TenancyRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a Prometheus configuration that somebody has written by hand. */
@Command(
    name = "check",
    description = {
      "Checks a tenant's Prometheus configuration against what the gateway will accept.",
      "Exits 0; 1 if something is wrong, each with its path on standard error; 2 if a file cannot"
          + " be used."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Callable<Integer> {
  private CommandSpec command = CommandSpec.create();

  @Option(names = "--platform", required = true, paramLabel = "FILE", description = "platform.yml")
  private Path platform = Path.of("platform.yml");

  @Option(
      names = "--tenant",
      paramLabel = "FILE",
      description = "the MetricsTenant whose it is; without it, of a tenant with every default")
  private @Nullable Path tenant;

  private Path config = Path.of("prometheus.yml");

  @Parameters(paramLabel = "PROMETHEUS_YML", description = "the configuration")
  void config(Path file) {
    config = file;
  }

  @Spec
  void command(CommandSpec spec) {
    command = spec;
  }

  @Override
  public Integer call() {
    try {
      var check = new PrometheusConfigCheck(PlatformFile.read(platform), tenancy());
      var findings = check.check(Files.readString(config));
      findings.forEach(finding -> complain(config + ": " + finding));
      return findings.isEmpty() ? Main.OK : Main.PROBLEMS;
    } catch (PlatformException e) {
      e.problems().forEach(problem -> complain(platform + ": " + problem));
    } catch (UnusableFileException e) {
      complain(e.getMessage());
    } catch (IOException e) {
      complain("cannot read " + e.getMessage());
    }
    return Main.USAGE;
  }

  private @Nullable Tenancy tenancy() throws IOException, UnusableFileException {
    if (tenant == null) {
      return null;
    }
    var found = ObjectFiles.read(List.of(tenant), List.of()).tenants();
    if (found.size() != 1) {
      throw new UnusableFileException(
          tenant + ": must hold one MetricsTenant, has " + found.size());
    }
    var tenancy = Tenancy.of(found.getFirst());
    var problems = TenancyRules.problems(tenancy);
    if (!problems.isEmpty()) {
      throw new UnusableFileException(tenant + ": " + String.join("; ", problems));
    }
    return tenancy;
  }

  private void complain(@Nullable String text) {
    command.commandLine().getErr().println(text);
  }
}
