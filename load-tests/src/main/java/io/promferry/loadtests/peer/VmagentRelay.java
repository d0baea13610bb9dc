package io.promferry.loadtests.peer;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A real vmagent that forces labels onto what it hands on. It acknowledges what it has queued, in
 * memory or on disk.
 */
public final class VmagentRelay extends Peer implements Relay {
  /** How it writes to the store. */
  public enum Form {
    SNAPPY("-remoteWrite.forcePromProto=true"),
    ZSTD("-remoteWrite.forceVMProto=true");

    private final String argument;

    Form(String argument) {
      this.argument = argument;
    }
  }

  private final URI address;

  private VmagentRelay(PeerCommand command, URI address) {
    super(new ProcessLauncher(), command, address.resolve("/health"));
    this.address = address;
  }

  public static VmagentRelay relay(
      Path binary, Path directory, URI store, Map<String, String> labels, Form form, int core) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    var arguments =
        List.of(
            "-httpListenAddr=127.0.0.1:" + port,
            "-remoteWrite.tmpDataPath=" + directory.resolve("data"),
            "-remoteWrite.url=" + store,
            form.argument);
    var forced =
        labels.entrySet().stream()
            .map(label -> "-remoteWrite.label=" + label.getKey() + '=' + label.getValue())
            .sorted()
            .toList();
    return new VmagentRelay(
        files.command("vmagent", binary, arguments, forced).onCore(core), loopback(port));
  }

  @Override
  public URI writeUri() {
    return address.resolve("/api/v1/write");
  }

  /** It counts samples when it has made a block of them, and then the blocks that it has sent. */
  @Override
  public OptionalLong handedOn() {
    var page = metrics();
    double blocks = page.sum("vmagent_remotewrite_block_size_rows_count");
    double sent = page.sum("vmagent_remotewrite_blocks_sent_total");
    double samples = page.sum("vmagent_remotewrite_block_size_rows_sum");
    return OptionalLong.of(blocks == 0 ? 0 : Math.round(samples * sent / blocks));
  }
}
