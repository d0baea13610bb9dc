package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transit subnet against Kube-OVN's own CRDs, where they lie beside the project. */
class KubeOvnSchemaTest {
  private static final Path CRDS = Path.of("../../shared/kube-ovn-crds");

  @ParameterizedTest
  @ValueSource(strings = {"v1.14.41", ".", "master"})
  void takesTheTransitSubnet(String version) {
    var file = CRDS.resolve(version).resolve("subnets.yaml");
    assumeTrue(Files.exists(file), "Kube-OVN's CRDs are not beside the project");
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(Yaml.file(file).at("/spec/versions/0/schema/openAPIV3Schema"));

    for (var ci : new String[] {"minimal", "full"}) {
      var subnet = RenderedChart.of(ci).foreign("Subnet");
      assertThat(schema.validate(subnet)).as(ci).isEmpty();
      var known = Yaml.file(file).at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
      subnet
          .path("spec")
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(known.path("properties").has(name)).as(name).isTrue());
      assertThat(StrictKinds.read(subnet, Subnet.class).getSpec().vpc()).isEqualTo("ovn-cluster");
    }
  }
}
