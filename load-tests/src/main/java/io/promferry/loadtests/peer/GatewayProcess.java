package io.promferry.loadtests.peer;

import static java.util.stream.Collectors.joining;

import com.google.gson.Gson;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The gateway as it is shipped: its jar, in a process of its own, on the Java that runs the tests.
 */
public final class GatewayProcess extends Peer implements Relay {
  private static final Gson JSON = new Gson();

  private final URI address;
  private final URI admin;
  private final PeerDirectory files;

  private GatewayProcess(PeerCommand command, URI address, URI admin) {
    super(new ProcessLauncher(), command, admin.resolve("/-/ready"));
    this.address = address;
    this.admin = admin;
    this.files = new PeerDirectory(command.directory());
  }

  public static GatewayProcess in(
      Path directory, GatewaySettings settings, List<TenantEntry> tenants) {
    return of(HouseFiles.gatewayJar(), directory, settings, tenants);
  }

  /** The same of another jar. */
  public static GatewayProcess of(
      Path jar, Path directory, GatewaySettings settings, List<TenantEntry> tenants) {
    if (!Files.exists(jar)) {
      throw new NoPeerException("no gateway to test: " + jar + " is not built");
    }
    var port = FreePorts.next();
    var adminPort = FreePorts.next();
    var files = new PeerDirectory(directory);
    var config = files.write(directory.resolve("gateway.yml"), yaml(port, adminPort, settings));
    var arguments = new ArrayList<>(HouseFiles.gatewayJvmFlags());
    arguments.addAll(List.of(settings.heapFlag(), gcLog(directory).option()));
    arguments.addAll(settings.jvmFlags());
    arguments.addAll(List.of("-jar", jar.toString(), "--config", config.toString()));
    var gateway =
        new GatewayProcess(
            command(files, settings, arguments),
            URI.create(settings.scheme() + "://127.0.0.1:" + port),
            loopback(adminPort));
    settings.files().forEach(gateway::replaceFile);
    gateway.writeTenants(tenants);
    return gateway;
  }

  private static GcLog gcLog(Path directory) {
    return new GcLog(directory.resolve("gc.log"));
  }

  private static PeerCommand command(
      PeerDirectory files, GatewaySettings settings, List<String> arguments) {
    var command = files.command("gateway", java(), arguments, List.of());
    return settings.core().isEmpty() ? command : command.onCore(settings.core().getAsInt());
  }

  /** JSON is YAML. */
  static String yaml(int port, int adminPort, GatewaySettings settings) {
    return JSON.toJson(settings.configuration("127.0.0.1:" + port, "127.0.0.1:" + adminPort));
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  @Override
  public URI writeUri() {
    return address.resolve("/api/v1/write");
  }

  /** What is in eden came after the collection at which the JVM last counted. */
  @Override
  public OptionalLong allocatedBytes() {
    var page = metrics();
    return OptionalLong.of((long) (page.sum("jvm_gc_memory_allocated_bytes_total") + eden(page)));
  }

  private static double eden(MetricsPage page) {
    return page.sum("jvm_memory_used_bytes", Map.of("id", "G1 Eden Space"));
  }

  @Override
  public long heapBytes() {
    return gcLog(files.path()).heapAfterCollection();
  }

  /** Where this tenant writes to. */
  public RemoteWrite target(TenantEntry tenant) {
    return new RemoteWrite(writeUri(), tenant.token());
  }

  /** The status with which a write of {@code body} under {@code token} is answered. */
  public int statusOfWrite(byte[] body, String token) {
    return statusOfWrite(writeUri(), "snappy", body, token);
  }

  static int statusOfWrite(URI writeUri, String encoding, byte[] body, String token) {
    return LoopbackHttp.post(
            writeUri,
            BodyPublishers.ofByteArray(body),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/x-protobuf",
            "Content-Encoding",
            encoding,
            "X-Prometheus-Remote-Write-Version",
            "0.1.0")
        .statusCode();
  }

  /** Puts other tenants into the file that the gateway reads; it takes them at its next reload. */
  public void writeTenants(List<TenantEntry> tenants) {
    replaceFile("tenants.yml", tenantsYaml(tenants));
  }

  static String tenantsYaml(List<TenantEntry> tenants) {
    return "tenants:\n" + tenants.stream().map(TenantEntry::yaml).collect(joining());
  }

  /** Puts a file of its directory, such as a secret, in the place of an older one, or of none. */
  public void replaceFile(String name, String text) {
    files.replace(name, text);
  }

  /** Where operators look. */
  public URI statusPage() {
    return admin.resolve("/");
  }

  /** What the operators' listener says of a tenant. */
  public TenantReport report(TenantEntry tenant) {
    var answer =
        LoopbackHttp.get(
            admin.resolve("/api/v1/tenants?tenant=" + tenant.name() + "&vpc=" + tenant.vpc()));
    return TenantReport.parse(answer.body());
  }

  /** Asks the operators' listener to reload; the status that it answers. */
  public int reload() {
    return LoopbackHttp.post(admin.resolve("/-/reload")).statusCode();
  }

  /** Asks for a reload with SIGHUP. */
  public void hangUp() {
    running().signal("HUP");
  }
}
