package io.promferry.tenantpromconfig;

import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.render.RenderedTenant;
import io.promferry.tenantpromconfig.render.Surroundings;
import io.promferry.tenantpromconfig.render.TenantRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Renders tenants for people who commit YAML. */
@Command(
    name = "render",
    description = {
      "Renders everything that the tenants need, but for their tokens: for each, a Secret with the"
          + " token must exist.",
      "Exits 0; 1 if something could not be rendered, which standard error then says; 2 if a file"
          + " cannot be used."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RenderCommand implements Callable<Integer> {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--tenant",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "MetricsTenants, YAML of one or several documents")
  private List<Path> tenants = List.of();

  @Option(names = "--platform", required = true, paramLabel = "FILE", description = "platform.yml")
  private Path platform = Path.of("platform.yml");

  @Option(
      names = "--kube-ovn",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "the cluster's Vpcs and Subnets, such as the output of kubectl get vpcs,subnets -o yaml")
  private List<Path> kubeOvn = List.of();

  @Option(
      names = "--token-sha256",
      arity = "1..*",
      paramLabel = "[TENANT=]HEX",
      description =
          "SHA-256 of the tenant's token, newest first; with several tenants led by the object's"
              + " name")
  private List<String> digests = List.of();

  @Option(
      names = "--address",
      arity = "1..*",
      paramLabel = "[TENANT=]IP",
      description =
          "address of the transit range for the tenant's egress gateway; its replicas and one more")
  private List<String> addresses = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "a folder for each tenant in this one, instead of standard output")
  private @Nullable Path output;

  @Spec
  void command(CommandSpec spec) {
    command = spec;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return render(PlatformFile.read(platform), ObjectFiles.read(tenants, kubeOvn));
    } catch (PlatformException e) {
      e.problems().forEach(problem -> complain(platform + ": " + problem));
    } catch (UnusableFileException | IllegalArgumentException e) {
      complain(e.getMessage());
    } catch (IOException e) {
      complain("cannot read or write " + e.getMessage());
    }
    return Main.USAGE;
  }

  private int render(Platform settings, ObjectFiles objects) throws IOException {
    var all =
        objects.tenants().stream()
            .map(Tenancy::of)
            .sorted(Comparator.comparing(Tenancy::name))
            .toList();
    var names = all.stream().map(Tenancy::name).toList();
    var digestsOf = PerTenant.of("--token-sha256", digests, names);
    var addressesOf = PerTenant.of("--address", addresses, names);
    digestsOf.forEachValue(RenderCommand::demandDigest);
    var renderer = new TenantRenderer(settings);
    var rendered = new ArrayList<RenderedTenant>();
    for (var tenant : all) {
      var others = all.stream().filter(other -> !other.name().equals(tenant.name())).toList();
      var own = addressesOf.get(tenant.name());
      rendered.add(
          renderer.render(
              tenant,
              new Surroundings(
                  objects.vpcs(),
                  objects.subnets(),
                  others,
                  own,
                  own,
                  digestsOf.get(tenant.name()))));
    }
    return write(all, rendered, settings);
  }

  private int write(List<Tenancy> tenants, List<RenderedTenant> rendered, Platform settings)
      throws IOException {
    var problems = 0;
    for (int i = 0; i < tenants.size(); i++) {
      var document = new RenderedText(settings, tenants.get(i), rendered.get(i));
      if (output == null) {
        command.commandLine().getOut().print(document.whole());
      } else {
        document.writeInto(output.resolve(tenants.get(i).name()));
      }
      for (var problem : rendered.get(i).problems()) {
        complain(
            "%s: %s, %s: %s"
                .formatted(
                    tenants.get(i).name(),
                    problem.condition().text(),
                    problem.reason(),
                    problem.message()));
        problems++;
      }
    }
    command.commandLine().getOut().flush();
    return problems == 0 ? Main.OK : Main.PROBLEMS;
  }

  private static void demandDigest(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException(
          "--token-sha256 needs 64 lower-case hexadecimal digits, such as sha256sum prints; never"
              + " the token itself");
    }
  }

  private void complain(@Nullable String text) {
    command.commandLine().getErr().println(text);
  }
}
