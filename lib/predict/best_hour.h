/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * best_hour - at which hour of the day a user answers what he is sent
 *
 * A user has had a few messages, at a few hours: his own shares say next to nothing.  They are
 * drawn towards what is expected of him, in three steps, each as far as the data say that its
 * units differ by more than chance:
 *
 *     hours of a segment   towards the segment's share
 *     users                towards what their hours would give, as a factor of the odds
 *     hours of a user      towards the hour of the segment times this factor
 *
 * Each is (answered + m p) / (sent + m), p what it is drawn towards, m by the moments of the
 * squared distances from p, of an hour of a user from what his other hours let expect: units
 * that differ no more than binomial counts do are drawn all the way.
 *
 * Pure functions; quiet_gsl has been called (stats/quiet.h).
 * Source: Griffin, Krutchkoff, Biometrika 58:217-221, 1971 (binomial shares drawn together);
 *         Williams, Applied Statistics 31:144-148, 1982 (the moments, "model II").
 */
#ifndef CX_PREDICT_BEST_HOUR_H
#define CX_PREDICT_BEST_HOUR_H

#include "stats/interval.h"

#include <stddef.h>
#include <stdint.h>

enum { BEST_HOUR_HOURS = 24 };

struct best_hour_cell {		/* what a user was sent at an hour */
	uint32_t sent;		/* at least 1 */
	uint32_t answered;	/* at most sent */
	uint8_t  hour;
};

struct best_hour_user {
	const struct best_hour_cell *cell;	/* of different hours */
	size_t                       n;		/* at least 1 */
};

struct best_hour_prior {	/* of a segment */
	double   messages;			/* all that was sent */
	double   share;				/* answered of it; one more of two more, for few */
	double   hour[BEST_HOUR_HOURS];		/* of each hour, drawn towards it */
	uint64_t sent[BEST_HOUR_HOURS];
	double   m_hour, m_user, m_cell;	/* messages that what is drawn towards counts for */
};

struct best_hour {
	unsigned hour;		/* the first of those with the highest share */
	double   rate;		/* to be expected then */
	struct interval in;	/* of it: the beta distribution's quantiles */
	double   usual;		/* what to expect at the hours at which he was sent something */
	uint32_t sent;		/* of his own at this hour */
	uint32_t answered;
};

/**
 * best_hour_fit - what is to be expected in a segment
 * @user: @n of them; sums go in their order
 *
 * Hours at which nobody was sent anything get the segment's share.
 */
void best_hour_fit(struct best_hour_prior *p, const struct best_hour_user *user, size_t n);

/**
 * best_hour_of - the hour for a user of the segment
 * @conf: of the interval
 *
 * An hour at which nobody in the segment was sent anything is never chosen.
 */
void best_hour_of(struct best_hour *b, const struct best_hour_prior *p,
    const struct best_hour_user *user, double conf);

#endif
