package io.promferry.loadtests;

import io.promferry.loadtests.peer.CentralStore;

/** The central stores that the gateway is tested against. */
enum StoreKind {
  PROMETHEUS {
    @Override
    CentralStore start(Lab lab) {
      return lab.centralPrometheus();
    }
  },
  NEWER_PROMETHEUS {
    @Override
    CentralStore start(Lab lab) {
      return lab.newerCentralPrometheus();
    }
  },
  VICTORIA_METRICS {
    @Override
    CentralStore start(Lab lab) {
      return lab.centralVictoriaMetrics();
    }
  };

  abstract CentralStore start(Lab lab);
}
