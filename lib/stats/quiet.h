/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * quiet - GSL reports errors to its caller instead of ending the process
 */
#ifndef CX_STATS_QUIET_H
#define CX_STATS_QUIET_H

/**
 * quiet_gsl - turn GSL's error handler off, which would abort
 *
 * The switch is the whole process's and GSL's own: call it once, before threads start and
 * before anything else of lib/stats.  tool_start does for filters; a test that calls lib/stats
 * without it does for itself.
 */
void quiet_gsl(void);

#endif
