package io.promferry.loadtests.lab;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The system calls with which a thread changes its network. */
final class Setns {
  private static final int O_RDONLY = 0;
  private static final int CLONE_NEWNET = 0x40000000;

  private final MethodHandle open = function("open", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle setns = function("setns", JAVA_INT, JAVA_INT, JAVA_INT);
  private final MethodHandle close = function("close", JAVA_INT, JAVA_INT);

  /**
   * Takes the calling thread, which must be a platform thread that nobody uses for anything else,
   * into the network namespace.
   *
   * @throws IllegalStateException if that fails, or else the thread would talk to the wrong network
   */
  void enter(Path namespace) {
    try (var arena = Arena.ofConfined()) {
      var descriptor = (int) open.invokeExact(arena.allocateFrom(namespace.toString()), O_RDONLY);
      var entered = descriptor < 0 ? -1 : (int) setns.invokeExact(descriptor, CLONE_NEWNET);
      if (descriptor >= 0) {
        var _ = (int) close.invokeExact(descriptor);
      }
      if (entered != 0) {
        throw new IllegalStateException("cannot enter " + namespace);
      }
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException("cannot enter " + namespace, impossible);
    }
  }

  // The signatures are those of Linux' own header files.
  @SuppressWarnings("restricted")
  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
