package io.promferry.tenantpromconfig.operator.vpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.operator.VpcLists;
import io.promferry.tenantpromconfig.render.VpcEntries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our entries in Vpcs, recorded in an annotation of each Vpc (see {@link Records}), written in one
 * request with them. Vpcs are read as they are, so that fields of other versions survive.
 * Thread-safe.
 */
public final class RecordedVpcLists implements VpcLists {
  private static final Logger logger = LoggerFactory.getLogger(RecordedVpcLists.class);
  private static final int ATTEMPTS = 5;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Supplier<? extends Collection<Vpc>> vpcs;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, Set<String>> written = new ConcurrentHashMap<>();

  /**
   * On all Vpcs.
   *
   * @param vpcs what is known of them, of an informer; tells where a tenant has entries that are no
   *     longer wanted
   */
  public RecordedVpcLists(KubernetesClient client, Supplier<? extends Collection<Vpc>> vpcs) {
    this.client = client;
    this.vpcs = vpcs;
  }

  @Override
  public List<Problem> ensure(String tenant, List<VpcEntries> entries) {
    var problems = new ArrayList<Problem>();
    var left = withEntriesOf(tenant);
    for (var wanted : entries) {
      left.remove(wanted.vpc());
      problems.addAll(ensure(tenant, wanted.vpc(), lists(wanted)));
    }
    left.forEach(vpc -> removeFrom(vpc, tenant));
    return List.copyOf(problems);
  }

  @Override
  public void remove(String tenant) {
    withEntriesOf(tenant).forEach(vpc -> removeFrom(vpc, tenant));
    written.remove(tenant);
  }

  /** By what is known, and by what we wrote and may not know yet. */
  private Set<String> withEntriesOf(String tenant) {
    var names = new TreeSet<>(written.getOrDefault(tenant, Set.of()));
    vpcs.get().stream()
        .filter(vpc ->
            Records.of(annotation(vpc.getMetadata().getAnnotations()))
                .filter(records -> records.has(tenant))
                .isPresent())
        .forEach(vpc -> names.add(vpc.getMetadata().getName()));
    return names;
  }

  private void removeFrom(String vpc, String tenant) {
    var problems = ensure(tenant, vpc, JsonNodeFactory.instance.objectNode());
    problems.stream()
        .filter(problem -> !problem.reason().equals("VpcNotFound"))
        .forEach(problem ->
            logger
                .atWarn()
                .addKeyValue("tenant", tenant)
                .addKeyValue("vpc", vpc)
                .addKeyValue("reason", problem.message())
                .log("entries left in Vpc"));
  }

  private List<Problem> ensure(String tenant, String vpc, ObjectNode wanted) {
    var resource = resource(vpc);
    for (var attempt = 1; ; attempt++) {
      try {
        var found = resource.get();
        return found == null ? missing(vpc) : ensure(tenant, found, resource, wanted);
      } catch (KubernetesClientException e) {
        if (e.getCode() == NOT_FOUND) {
          return missing(vpc);
        }
        if (e.getCode() != CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private List<Problem> ensure(
      String tenant,
      GenericKubernetesResource found,
      Resource<GenericKubernetesResource> resource,
      ObjectNode wanted) {
    var name = found.getMetadata().getName();
    var records = Records.of(annotation(found.getMetadata().getAnnotations()));
    if (records.isEmpty()) {
      return List.of(
          problem(
              "VpcRecordUnreadable",
              "annotation %s of Vpc %s is not as we wrote it, so that nobody knows which of its entries are ours; restore or remove it"
                  .formatted(Records.ANNOTATION, name)));
    }
    var edit = new VpcEdit(mapper.valueToTree(found), records.get(), tenant);
    edit.ensure(wanted)
        .ifPresent(patch -> {
          written.computeIfAbsent(tenant, _ -> ConcurrentHashMap.newKeySet()).add(name);
          resource.patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
        });
    return edit.conflicts().stream()
        .map(conflict -> problem("VpcEntryConflict", "Vpc " + name + ": " + conflict))
        .toList();
  }

  private Resource<GenericKubernetesResource> resource(String vpc) {
    return client
        .genericKubernetesResources(ResourceDefinitionContext.fromResourceType(Vpc.class))
        .withName(vpc);
  }

  private ObjectNode lists(VpcEntries wanted) {
    var lists = JsonNodeFactory.instance.objectNode();
    lists.set("policyRoutes", mapper.valueToTree(wanted.policyRoutes()));
    lists.set("staticRoutes", mapper.valueToTree(wanted.staticRoutes()));
    lists.set("vpcPeerings", mapper.valueToTree(wanted.peerings()));
    if (wanted.bfdPort() != null) {
      lists.set("bfdPort", mapper.valueToTree(wanted.bfdPort()));
    }
    return lists;
  }

  private static @Nullable String annotation(@Nullable Map<String, String> annotations) {
    return annotations == null ? null : annotations.get(Records.ANNOTATION);
  }

  private static List<Problem> missing(String vpc) {
    return List.of(problem("VpcNotFound", "there is no Vpc " + vpc));
  }

  private static Problem problem(String reason, String message) {
    return new Problem(ConditionType.EGRESS_READY, reason, message);
  }
}
