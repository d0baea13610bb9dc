package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.TimelinePoint;
import java.util.List;

/** Throughput, CPU, memory and open files of one or several processes over time. */
final class TimelineCharts {
  private TimelineCharts() {}

  /** Of one process, memory and heap in one chart. */
  static Element of(List<TimelinePoint> points) {
    var memory =
        chart("Memory", "MB")
            .line("resident", "series-0", points, TimelinePoint::residentMegabytes);
    if (points.stream().anyMatch(point -> point.heapMegabytes() > 0)) {
      memory.line("heap after collection", "series-1", points, TimelinePoint::heapMegabytes);
    }
    return grid(
        chart("Throughput", "samples/s")
            .line("acknowledged", "series-0", points, TimelinePoint::samplesPerSecond),
        chart("CPU of the process under test", "cores")
            .line("user and system", "series-0", points, TimelinePoint::cpuCores),
        memory,
        chart("Open files", "").line("open", "series-0", points, TimelinePoint::openFiles));
  }

  /** Of all peers that ran, a line for each. */
  static Element of(Comparands peers) {
    var throughput = chart("Throughput", "samples/s");
    var cpu = chart("CPU of the process under test", "cores");
    var memory = chart("Resident memory", "MB");
    var files = chart("Open files", "");
    for (var peer : peers.ran()) {
      var name = peer.peer();
      var line = peers.cssClass(peer);
      var points = peer.timeline();
      throughput.line(name, line, points, TimelinePoint::samplesPerSecond);
      cpu.line(name, line, points, TimelinePoint::cpuCores);
      memory.line(name, line, points, TimelinePoint::residentMegabytes);
      files.line(name, line, points, TimelinePoint::openFiles);
    }
    return grid(throughput, cpu, memory, files);
  }

  private static LineChart<TimelinePoint> chart(String title, String unit) {
    return new LineChart<>(title, unit, TimelinePoint::second);
  }

  @SafeVarargs
  private static Element grid(LineChart<TimelinePoint>... charts) {
    var grid = Element.of("div", "charts");
    for (var chart : charts) {
      grid.add(chart.toElement());
    }
    return grid;
  }
}
