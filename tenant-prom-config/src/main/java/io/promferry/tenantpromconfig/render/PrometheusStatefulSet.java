package io.promferry.tenantpromconfig.render;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.Tenancy;
import java.util.List;
import java.util.Map;

/**
 * The tenant's Prometheus as a StatefulSet that nothing restarts: its log is of use only as long as
 * the process lives (prometheus#8809). So no checksum of its configuration is part of it,
 * directories are mounted whole and replaced beneath it, and what cannot avoid a restart waits for
 * somebody to delete the pod.
 */
final class PrometheusStatefulSet {
  private static final String DATA = "/prometheus";
  private static final String AUDIENCE = "promferry";
  private static final long NOBODY = 65_534;
  private static final int READABLE_BY_GROUP = 0440;
  private static final long TOKEN_SECONDS = 3_600;

  /**
   * What is in the queue is sent within the flush deadline of one minute (Prometheus' own). Longer
   * is of no use: the backlog in the log is not sent on shutdown, and is not found again after it.
   */
  private static final long TERMINATION_SECONDS = 75;

  private final Tenancy tenant;
  private final String image;
  private final PrometheusVersion version;
  private final List<LocalObjectReference> pullSecrets;

  PrometheusStatefulSet(
      Tenancy tenant,
      String image,
      PrometheusVersion version,
      List<LocalObjectReference> pullSecrets) {
    this.tenant = tenant;
    this.image = image;
    this.version = version;
    this.pullSecrets = pullSecrets;
  }

  StatefulSet render(ObjectMeta metadata, Map<String, String> podAnnotations) {
    return new StatefulSetBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withReplicas(tenant.prometheus().replicas())
        .withServiceName(metadata.getName())
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewSelector()
        .withMatchLabels(tenant.names().selector())
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(tenant.names().labels())
        .withAnnotations(podAnnotations)
        .endMetadata()
        .withSpec(pod())
        .endTemplate()
        .withVolumeClaimTemplates(claim())
        .endSpec()
        .build();
  }

  /** DNS: what is looked up fails at once, instead of waiting for the cluster's, out of reach. */
  private PodSpec pod() {
    return new PodSpecBuilder()
        .withServiceAccountName(tenant.names().prometheus())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withDnsPolicy("None")
        .withNewDnsConfig()
        .withNameservers("127.0.0.1")
        .endDnsConfig()
        .withTerminationGracePeriodSeconds(TERMINATION_SECONDS)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(NOBODY)
        .withRunAsGroup(NOBODY)
        .withFsGroup(NOBODY)
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withNodeSelector(tenant.prometheus().nodeSelector())
        .withTolerations(tenant.prometheus().tolerations())
        .withImagePullSecrets(pullSecrets)
        .withContainers(container())
        .withVolumes(configVolume(), credentialsVolume())
        .build();
  }

  private Container container() {
    return new ContainerBuilder()
        .withName("prometheus")
        .withImage(image)
        .withArgs(new PrometheusArguments(tenant.prometheus(), version, DATA).list())
        .addNewEnv()
        .withName("POD_NAME")
        .withNewValueFrom()
        .withNewFieldRef()
        .withApiVersion("v1")
        .withFieldPath("metadata.name")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        .addNewPort()
        .withName("web")
        .withContainerPort(PrometheusWorkload.PORT)
        .withProtocol("TCP")
        .endPort()
        .withResources(tenant.prometheus().resources())
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withStartupProbe(probe("healthy", 5, 60))
        .withReadinessProbe(probe("ready", 15, 3))
        .withLivenessProbe(probe("healthy", 30, 20))
        .addNewVolumeMount()
        .withName("config")
        .withMountPath(PrometheusWorkload.CONFIG)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("credentials")
        .withMountPath(PrometheusWorkload.CREDENTIALS)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("data")
        .withMountPath(DATA)
        .endVolumeMount()
        .build();
  }

  /**
   * Run in the container, because the kubelet cannot reach into the VPC. Alive is who answers,
   * which it does while it still reads its log; with ten minutes' patience, because a restart is
   * the loss of the backlog.
   */
  private Probe probe(String what, int periodSeconds, int failures) {
    var url = "http://127.0.0.1:" + PrometheusWorkload.PORT;
    var command =
        version.checksHealth()
            ? List.of("promtool", "check", what, "--url=" + url)
            : List.of("wget", "-q", "-T", "5", "-O", "/dev/null", url + "/-/" + what);
    return new ProbeBuilder()
        .withNewExec()
        .withCommand(command)
        .endExec()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(10)
        .withFailureThreshold(failures)
        .build();
  }

  private Volume configVolume() {
    return new VolumeBuilder()
        .withName("config")
        .withNewConfigMap()
        .withName(tenant.names().prometheus())
        .endConfigMap()
        .build();
  }

  private Volume credentialsVolume() {
    var volume = new VolumeBuilder().withName("credentials");
    if (tenant.credentials() == CredentialsSpec.Kind.SERVICE_ACCOUNT) {
      return volume
          .withNewProjected()
          .withDefaultMode(READABLE_BY_GROUP)
          .addNewSource()
          .withNewServiceAccountToken()
          .withAudience(AUDIENCE)
          .withExpirationSeconds(TOKEN_SECONDS)
          .withPath(Names.TOKEN_KEY)
          .endServiceAccountToken()
          .endSource()
          .endProjected()
          .build();
    }
    return volume
        .withNewSecret()
        .withSecretName(tenant.names().credentials())
        .withDefaultMode(READABLE_BY_GROUP)
        .addNewItem(Names.TOKEN_KEY, null, Names.TOKEN_KEY)
        .endSecret()
        .build();
  }

  private PersistentVolumeClaim claim() {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName("data")
        .withLabels(tenant.names().selector())
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", tenant.prometheus().storage())
        .endResources()
        .endSpec()
        .build();
  }
}
