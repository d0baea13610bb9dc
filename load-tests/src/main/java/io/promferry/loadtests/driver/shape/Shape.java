package io.promferry.loadtests.driver.shape;

import java.util.List;

/**
 * What a tenant's targets expose. Targets come in rounds, each with all jobs, for as many series as
 * are wanted.
 *
 * @param labels that every series has: the external labels of a Prometheus
 */
public record Shape(List<LabelValues> labels, List<Job> jobs) {
  public Shape {
    labels = List.copyOf(labels);
    jobs = List.copyOf(jobs);
  }

  /** Whether every target can have as many native histograms as are wanted. */
  public boolean hasHistograms() {
    return jobs.stream().noneMatch(job -> job.histograms().isEmpty());
  }
}
