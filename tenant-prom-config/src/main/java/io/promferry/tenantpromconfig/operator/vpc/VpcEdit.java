package io.promferry.tenantpromconfig.operator.vpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One change of one Vpc for one tenant, as a merge patch of only what is different, under the
 * resource version that was read.
 */
final class VpcEdit {
  private static final String BFD_PORT = "bfdPort";

  private final ObjectNode vpc;
  private final Records records;
  private final String tenant;
  private final ObjectNode spec = JsonNodeFactory.instance.objectNode();
  private final List<String> conflicts = new ArrayList<>();

  VpcEdit(ObjectNode vpc, Records records, String tenant) {
    this.vpc = vpc;
    this.records = records;
    this.tenant = tenant;
  }

  /**
   * What is to be sent; empty if all is as it should be.
   *
   * @param wanted the lists by their names in a Vpc's spec
   */
  Optional<ObjectNode> ensure(ObjectNode wanted) {
    var before = records.text();
    var record = JsonNodeFactory.instance.objectNode();
    for (var kind : VpcList.values()) {
      ensure(kind, array(wanted.path(kind.field())), record);
    }
    ensureBfdPort(wanted.path(BFD_PORT), record);
    records.set(tenant, record);
    var after = records.text();
    if (spec.isEmpty() && Objects.equals(before, after)) {
      return Optional.empty();
    }
    var patch = JsonNodeFactory.instance.objectNode();
    var metadata = patch.putObject("metadata");
    metadata.set("resourceVersion", vpc.path("metadata").path("resourceVersion"));
    metadata.putObject("annotations").put(Records.ANNOTATION, after);
    if (!spec.isEmpty()) {
      patch.set("spec", spec);
    }
    return Optional.of(patch);
  }

  /** What others have put there against what is wanted, in words. */
  List<String> conflicts() {
    return List.copyOf(conflicts);
  }

  private void ensure(VpcList kind, ArrayNode wanted, ObjectNode record) {
    var there = array(vpc.path("spec").path(kind.field()));
    var list = there.deepCopy();
    var ours = new ListEdit(kind, list, records, tenant, conflicts::add).ensure(wanted);
    if (!ours.isEmpty()) {
      record.set(kind.field(), ours);
    }
    if (!list.equals(there)) {
      spec.set(kind.field(), list);
    }
  }

  /** Set where there is none, and taken away with the last tenant that needs it; never changed. */
  private void ensureBfdPort(JsonNode wanted, ObjectNode record) {
    var there = vpc.path("spec").path(BFD_PORT);
    var isThere = there.isObject() && !there.isEmpty();
    var recorded = recordedBfdPort();
    if (wanted.isObject()) {
      if (!isThere) {
        spec.set(BFD_PORT, wanted);
        record.set(BFD_PORT, wanted);
      } else {
        recorded.ifPresent(ours -> record.set(BFD_PORT, ours));
        if (!there.path("enabled").asBoolean()) {
          conflicts.add(
              "bfdPort is needed as " + wanted + ", but somebody else has it as " + there);
        }
      }
    } else if (!records.of(tenant, BFD_PORT).isMissingNode()
        && records.ofOthers(tenant, BFD_PORT).findAny().isEmpty()
        && recorded.filter(ours -> VpcList.says(there, ours)).isPresent()) {
      spec.set(BFD_PORT, NullNode.getInstance());
    }
  }

  /** As we have set it, for whichever tenant. */
  private Optional<JsonNode> recordedBfdPort() {
    return records
        .byTenant()
        .propertyStream()
        .map(entry -> entry.getValue().path(BFD_PORT))
        .filter(JsonNode::isObject)
        .findFirst();
  }

  private static ArrayNode array(JsonNode list) {
    return list instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
  }
}
