package io.promferry.loadtests.report;

/** Is told how far a long run is. Called from one thread at a time. */
public interface Progress {
  /** Says nothing to anybody. */
  Progress SILENT =
      new Progress() {
        @Override
        public void step(String what, double done, String rate) {}

        @Override
        public void say(String line) {}
      };

  /**
   * Some of what is being done is done.
   *
   * @param done 0 to 1
   * @param rate for example {@code 512,300 samples/s}; may be empty
   */
  void step(String what, double done, String rate);

  /** A line that stays. */
  void say(String line);
}
