package io.promferry.gateway.http;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Threads that the system is to run only with what others leave, so that on few cores large bodies
 * do not take an event loop's time. By {@code setpriority(2)}, which on Linux is about one thread;
 * Java's own priorities do nothing there unless the JVM is told so.
 */
final class Background {
  /** Gets about a tenth of a core that an event loop wants as well. */
  static final int NICE = 10;

  private static final int PRIO_PROCESS = 0;
  private static final int CALLING_THREAD = 0;

  private Background() {}

  /** The work, done by a thread that steps back first; as it is where there is no such call. */
  static Runnable of(Runnable work) {
    return setPriority()
        .<Runnable>map(call ->
            () -> {
              stepBack(call);
              work.run();
            })
        .orElse(work);
  }

  // The signature is that of the C library, and the call touches no memory.
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> setPriority() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    var linker = Linker.nativeLinker();
    var signature = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    return linker
        .defaultLookup()
        .find("setpriority")
        .map(symbol -> linker.downcallHandle(symbol, signature));
  }

  private static void stepBack(MethodHandle call) {
    try {
      // It can fail only by raising a priority.
      int _ = (int) call.invokeExact(PRIO_PROCESS, CALLING_THREAD, NICE);
    } catch (Throwable e) {
      throw new AssertionError("a call without callbacks throws nothing", e);
    }
  }
}
