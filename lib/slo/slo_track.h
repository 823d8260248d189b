/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * slo_track - what one hour has counted
 *
 *     hour ──► keys ──► row of a key's values ──► track of a meter and side
 *                                                        ──► minutes, units, sketch of values
 *
 * Memory class: 100 bytes a track and 32 bytes a minute with events; sketches as they are;
 * 80 bytes a unit, or a cluster.
 */
#ifndef CX_SLO_SLO_TRACK_H
#define CX_SLO_SLO_TRACK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hmap.h"
#include "judge/series.h"
#include "slo/slo_plan.h"

enum {
	SLO_TRACK_MINUTES = 60,
	SLO_TRACK_ROWS_MAX = 1000000,	/* values of one set of keys in an hour */
	SLO_TRACK_UNITS_MAX = 20000000	/* units of a track */
};

#define SLO_TRACK_HOUR_US (SLO_TRACK_MINUTES * SLO_MINUTE_US)

struct slo_track_cluster {	/* of one user, or instance */
	uint64_t n;
	uint64_t halves;	/* of bad events */
};

struct slo_track {
	uint8_t            at[SLO_TRACK_MINUTES];	/* place in c, from 1; 0: no events */
	uint8_t            n;
	uint8_t            cap;
	struct slo_counts *c;
	struct quant      *q;		/* of sketches */
	struct hmap        *cluster;	/* 8 bytes of hash -> struct slo_track_cluster */
	struct hmap        *unit;	/* 8 bytes of hash -> uint8_t, enum slo_unit_state */
};

struct slo_tracks {		/* of one hour */
	struct arena       arena;
	uint64_t           seed;	/* of hash tables */
	struct buf         scratch;	/* of the record at hand */
	int64_t            first_us;
	int64_t            last_us;	/* before first_us: no events */
	uint64_t           open;	/* minutes that count, a bit each, with a calendar: */
	bool               opened;	/* ... they are known */
	struct slo_track **only;	/* the row of the set without keys */
	struct hmap         set[];	/* plan->nset: text of a key -> row, struct slo_track *[] */
};

/** slo_track_size - bytes of a struct slo_tracks with the sets of @p */
size_t slo_track_size(const struct slo_plan *p);

/** slo_track_init - no events yet */
void slo_track_init(struct slo_tracks *s, const struct slo_plan *p);

/** slo_track_release - give everything back but @s itself */
void slo_track_release(struct slo_tracks *s, const struct slo_plan *p);

/** slo_track_find - the row of a key in set @set, made when new; RC_LIMIT: too many */
MUST_USE enum rc slo_track_find(struct slo_tracks *s, size_t set, struct sv key,
    struct slo_track ***row, struct err *e);

/** slo_track_row - the tracks of a row of set @set, by its place; NULL entries: no events */
struct slo_track *const *slo_track_row(const struct slo_tracks *s, size_t set, size_t i,
    struct sv *key);

/** slo_track_at - the track of a meter and side in a row, made when new */
struct slo_track *slo_track_at(struct slo_tracks *s, struct slo_track **row,
    const struct slo_meter *m, unsigned side);

/** slo_track_new_minute - the counts of a minute that has none yet */
struct slo_counts *slo_track_new_minute(struct slo_tracks *s, struct slo_track *t,
    unsigned minute);

/** slo_track_minute - the counts of a minute of the hour, made when new */
static inline struct slo_counts *
slo_track_minute(struct slo_tracks *s, struct slo_track *t, unsigned minute)
{
	return t->at[minute] != 0 ? &t->c[t->at[minute] - 1] : slo_track_new_minute(s, t, minute);
}

/** slo_track_unit - a unit has come to @state, if not to a worse one; RC_LIMIT: too many */
MUST_USE enum rc slo_track_unit(struct slo_track *t, uint64_t id, enum slo_unit_state state,
    struct err *e);

/** slo_track_add_cluster - more events of @id; RC_LIMIT: too many of them */
MUST_USE enum rc slo_track_add_cluster(struct slo_track *t, uint64_t id,
    const struct slo_track_cluster *more, struct err *e);

/** slo_track_merge - d += s, of the same plan; RC_LIMIT too many keys or units */
MUST_USE enum rc slo_track_merge(struct slo_tracks *d, const struct slo_tracks *s,
    const struct slo_plan *p, struct err *e);

#endif
