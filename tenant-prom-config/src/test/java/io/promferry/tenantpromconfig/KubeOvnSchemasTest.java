package io.promferry.tenantpromconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Kube-OVN object that is rendered is one to its CRDs of three versions, where they are found
 * beside the project; a field that they do not know is refused. Always: it is one to our own types.
 */
class KubeOvnSchemasTest {
  private static final Path CRDS = Path.of("../../shared/kube-ovn-crds");
  private static final List<String> VERSIONS = List.of("", "v1.14.41", "master");
  private static final Map<String, String> FILES =
      Map.of(
          "VpcEgressGateway", "vpc-egress-gateways.yaml", "SecurityGroup", "security-groups.yaml");
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4);

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knowEveryObject(GoldenCase golden) throws IOException {
    var rendered = golden.render().output();
    for (var kind : FILES.keySet()) {
      for (var object : Documents.of(rendered, kind)) {
        for (var schema : schemas(kind)) {
          assertThat(schema.validate(object)).as("%s in %s", kind, golden).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areMetByOurOwnTypes(GoldenCase golden) throws IOException {
    var strict = new ObjectMapper();
    var rendered = golden.render().output();
    for (var object : Documents.of(rendered, "VpcEgressGateway")) {
      assertThatCode(() -> strict.treeToValue(object, VpcEgressGateway.class))
          .doesNotThrowAnyException();
    }
    for (var object : Documents.of(rendered, "SecurityGroup")) {
      assertThatCode(() -> strict.treeToValue(object, SecurityGroup.class))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void refuseAFieldThatTheyDoNotKnow() throws IOException {
    var object = (ObjectNode) new ObjectMapper().readTree("{\"spec\": {\"replica\": 2}}");
    assertThat(schemas("VpcEgressGateway"))
        .allSatisfy(schema ->
            assertThat(schema.validate(object))
                .extracting(ValidationMessage::getMessage)
                .anyMatch(text -> text.contains("replica")));
  }

  private static List<JsonSchema> schemas(String kind) throws IOException {
    if (!Files.isDirectory(CRDS)) {
      return List.of();
    }
    return Stream.of(VERSIONS.toArray(String[]::new))
        .map(version -> CRDS.resolve(version).resolve(FILES.get(kind)))
        .map(KubeOvnSchemasTest::schema)
        .toList();
  }

  private static JsonSchema schema(Path file) {
    try {
      var crd = Documents.of(Files.readString(file)).getFirst();
      var schema = crd.at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
      var properties = (ObjectNode) schema.get("properties");
      properties.putObject("apiVersion").put("type", "string");
      properties.putObject("kind").put("type", "string");
      properties.set("metadata", openObject());
      close(schema);
      return SCHEMAS.getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode openObject() {
    return new ObjectMapper()
        .createObjectNode()
        .put("type", "object")
        .put("additionalProperties", true);
  }

  /** As the API server does with strict field validation. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.get("properties") instanceof ObjectNode
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(KubeOvnSchemasTest::close);
  }
}
