package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The transit subnet against our own model of it, and against those of Kube-OVN's CRDs that lie
 * beside the project.
 */
class KubeOvnSchemaTest {
  private static final Path CRDS = Path.of("../../shared/kube-ovn-crds");

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "full"})
  void takesTheTransitSubnet(String ci) {
    var subnet = RenderedChart.of(ci).foreign("Subnet");

    assertThat(StrictKinds.read(subnet, Subnet.class).getSpec().vpc()).isEqualTo("ovn-cluster");
    Stream.of("v1.14.41", ".", "master")
        .map(version -> CRDS.resolve(version).resolve("subnets.yaml"))
        .filter(Files::exists)
        .forEach(
            crd -> check(subnet, Yaml.file(crd).at("/spec/versions/0/schema/openAPIV3Schema")));
  }

  private static void check(JsonNode subnet, JsonNode schema) {
    var validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    assertThat(validator.validate(subnet)).isEmpty();
    var known = schema.at("/properties/spec/properties");
    subnet
        .path("spec")
        .fieldNames()
        .forEachRemaining(name -> assertThat(known.has(name)).as(name).isTrue());
  }
}
