/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score_scan - the scan that joins exposures and events by unit
 *
 * Facts are of exposures, and of events that a metric takes something of.  They are lists:
 *
 *     [mask, values of the metrics in the mask..., experiment, variant, by..., strata...,
 *      covariates...]
 *
 * Bit 0 of the mask is an exposure, whose members follow last, without nulls at the end; bit
 * 1 + k is metric k, with the values that it takes.  So a record may be both: a row of what a
 * unit has, with its time.  A unit's facts come together from any number of files and saved
 * states, whatever day they are of; what lies in the window behind its exposure is summed up,
 * and the sums go to its arm (score/score_arm.h).
 *
 * Memory: 5 bytes and the values for an exposure or event that counts; with --sorted one unit.
 */
#ifndef CX_SCORE_SCORE_SCAN_H
#define CX_SCORE_SCORE_SCAN_H

#include "scan/scan.h"
#include "score/score_arm.h"

/** score_scan_ops - ctx is a const struct score_plan; each adds to a struct part of arms */
extern const struct scan_ops score_scan_ops;

/** score_scan_tests - what the scan asks of all records at once, from the plan's metrics */
void score_scan_tests(struct score_plan *p);

/** score_scan_arms - the fold plan of the arms that units are added to; in the job's arena */
const struct fold_plan *score_scan_arms(const struct score_plan *p, struct job *j);

#endif
