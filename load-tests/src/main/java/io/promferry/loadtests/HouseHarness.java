package io.promferry.loadtests;

import io.promferry.loadtests.cli.CompareRequest;
import io.promferry.loadtests.cli.Harness;
import io.promferry.loadtests.cli.RunRequest;
import io.promferry.loadtests.measure.MachineReader;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Machine;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.util.List;

/** The scenarios and the comparison of this checkout. */
final class HouseHarness implements Harness {
  @Override
  public List<Named> scenarios() {
    return List.of();
  }

  @Override
  public void check(String nameOrPath) {}

  @Override
  public ScenarioResult run(RunRequest request, Progress progress) throws IOException {
    throw new IOException("scenarios are not wired yet");
  }

  @Override
  public ComparisonResult compare(CompareRequest request, Progress progress) throws IOException {
    throw new IOException("the comparison is not wired yet");
  }

  @Override
  public Machine machine() throws IOException {
    return MachineReader.read(HouseFiles.loadTests(""));
  }
}
