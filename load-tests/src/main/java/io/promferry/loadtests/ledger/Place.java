package io.promferry.loadtests.ledger;

/** Where in the books a sample belongs: one series of one tenant at one scrape, sent before. */
record Place(int tenant, int series, int scrape) {}
