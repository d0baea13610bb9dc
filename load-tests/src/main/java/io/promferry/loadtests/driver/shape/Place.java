package io.promferry.loadtests.driver.shape;

/**
 * A series' place, from which the texts of its labels follow.
 *
 * @param round of the shape's targets, from 0
 * @param target the number among all targets of its job, from 0
 * @param index among the label combinations of its family
 * @param replacement in place of the hash of what is replaced
 */
record Place(int round, int target, int index, Replacement replacement) {
  Place at(int otherIndex) {
    return new Place(round, target, otherIndex, replacement);
  }
}
