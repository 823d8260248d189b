/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * people_data - how people are kept; for lib/notify/people*.c only
 *
 *     index   | number | bits of the hash |            open addressing, at most 3/4 full
 *     rows    48 bytes each, in chunks that never move, by number
 *     blocks  | units of 16 | bytes |                  named by a slab, used again
 *
 * A row names its blocks: the id, the values of the profile, of the facts and of the last
 * event, what was said on consent, and wishes.  Values are facts of scan/fact.h, one behind
 * the other in the order of the fields, with one dictionary for all people.
 */
#ifndef CX_NOTIFY_PEOPLE_DATA_H
#define CX_NOTIFY_PEOPLE_DATA_H

#include "base/hmap.h"
#include "base/slab.h"
#include "notify/people.h"
#include "policy/policy_zone.h"
#include "scan/fact.h"

enum {
	PEOPLE_DATA_CHUNK = 4096,	/* rows */
	PEOPLE_DATA_DIRTY = 4096,	/* contexts that may wait for a flush */
	PEOPLE_DATA_PREFER = 8,		/* channels that a wish orders */
	PEOPLE_DATA_LANGUAGE = 12,	/* bytes of one that is a wish */
	PEOPLE_DATA_UNITS = 255		/* of blocks that are used again */
};

enum people_data_part { PEOPLE_DATA_PROFILE, PEOPLE_DATA_FACTS, PEOPLE_DATA_LAST };
enum { PEOPLE_DATA_PARTS = PEOPLE_DATA_LAST + 1 };

/* Fields that people themselves read. */
enum people_data_own {
	PEOPLE_DATA_TZ, PEOPLE_DATA_COUNTRY, PEOPLE_DATA_LANG, PEOPLE_DATA_SEGMENT,
	PEOPLE_DATA_SEGMENTS, PEOPLE_DATA_BEST_HOUR, PEOPLE_DATA_DEAD
};
enum { PEOPLE_DATA_OWN = PEOPLE_DATA_DEAD + 1 };

/* Members of a preference. */
enum people_data_wish {
	PEOPLE_DATA_MAX_DAY, PEOPLE_DATA_MAX_WEEK, PEOPLE_DATA_PREFERS, PEOPLE_DATA_WISH_LANG,
	PEOPLE_DATA_FROM, PEOPLE_DATA_TO, PEOPLE_DATA_WISH_TZ
};
enum { PEOPLE_DATA_WISHES = PEOPLE_DATA_WISH_TZ + 1 };

struct people_word {		/* on consent */
	int64_t  at_us;
	uint16_t category;	/* 1 + its number; 0: all */
	uint8_t  channel;	/* POLICY_CHANNELS_MAX: all */
	uint8_t  granted;
};

struct people_wish {
	int64_t  at_us;			/* of the last one */
	uint32_t max_per_day, max_per_week;	/* UINT32_MAX: not said */
	int16_t  from_min, to_min;	/* -1: not said */
	uint16_t zone;			/* number; 0: not said */
	uint8_t  nprefer;
	uint8_t  prefer[PEOPLE_DATA_PREFER];
	char     language[PEOPLE_DATA_LANGUAGE];	/* ended by NUL unless full */
};

struct people_row {
	uint64_t suppressed;
	int64_t  last_us;	/* of the last event; INT64_MIN: none */
	uint32_t id;		/* blocks; 0: none */
	uint32_t part[PEOPLE_DATA_PARTS];
	uint32_t words;
	uint32_t wish;
	uint16_t nword;
	bool     known;		/* he has a profile */
	bool     erased;
	bool     recalled;	/* the memory was asked */
	bool     dirty;		/* his context is to be flushed */
};

struct people_slot {
	uint32_t number;	/* 1 and on; 0: free */
	uint32_t tag;		/* high bits of the hash */
};

struct people_field {		/* of a person, by its slot in the projection */
	struct sv name;
	size_t    event;	/* slot of events; SIZE_MAX: not asked of them */
	bool      last;		/* of the last event alone */
	uint64_t  turn;		/* of people_vars: the event had it */
};

struct people {
	const struct policy *policy;
	struct proj         *person;
	struct people_field *field;
	size_t               nfield;
	size_t               own[PEOPLE_DATA_OWN];
	size_t               wish[PEOPLE_DATA_WISHES];	/* slots of events */
	size_t              *address;	/* slot of each channel's */
	struct policy_zone  *zone;
	uint64_t             unzoned;	/* profiles of a zone that nobody knows, */
	struct sv            unzoned_first;	/* ... that of the first */
	bool                 lasts;	/* some field is read of events */
	struct hmap          category;	/* to uint16_t: 1 + its number */
	struct hmap          word;	/* of templates, to size_t: its field, or SIZE_MAX */
	struct arena         names;	/* of categories, fields */

	uint64_t             seed;
	uint64_t             max;
	uint32_t             n;
	struct people_row  **chunk;
	size_t               nchunk;
	struct people_slot  *slot;
	size_t               nslot;	/* a power of two, or 0 */
	struct slab          slab;
	uint32_t             free[PEOPLE_DATA_UNITS + 1];	/* to use again, by their units */

	struct scan_dict    *dict;
	struct fact_writer   writer;
	struct fact_clock    clock;
	struct arena         tmp;	/* of the view */
	uint32_t             seen;	/* whose view; 0: none */
	struct val          *value;	/* of the view, nfield */
	struct val          *part;	/* of one part, nfield */
	struct people_wish   said;	/* of the person asked for last */
	struct buf           text;
	struct buf           made;	/* scratch of values that are read */
	uint64_t             turn;
	struct people_memory memory;
	uint32_t            *dirty;	/* whose contexts are to be flushed */
	size_t               ndirty;
	size_t               capdirty;
	enum rc              rc;	/* its first failure, */
	struct err           e;		/* ... and why */
};

/** people_data_row - the row of a number, which there is */
static inline struct people_row *
people_data_row(const struct people *s, uint32_t number)
{
	return &s->chunk[(number - 1) / PEOPLE_DATA_CHUNK][(number - 1) % PEOPLE_DATA_CHUNK];
}

/** people_data_block - the bytes of a block, which there is */
static inline char *
people_data_block(const struct people *s, uint32_t name)
{
	return (char *)slab_at(&s->slab, name) + 1;
}

/** people_data_keep - *name is a block of @n bytes now; what was in it is gone */
char *people_data_keep(struct people *s, uint32_t *name, size_t n);

/** people_data_drop - give a block back; *name is 0 */
void people_data_drop(struct people *s, uint32_t *name);

/** people_data_write - a part is what s->part says; a part that says nothing is none */
void people_data_write(struct people *s, uint32_t number, enum people_data_part part);

/**
 * people_data_read - s->part is what is kept of a part, all VAL_NULL when nothing is
 *
 * Memory: of blocks and the dictionary, until the next write; what has to be made is in s->tmp.
 */
void people_data_read(struct people *s, uint32_t number, enum people_data_part part);

/** people_data_hold - what s->part was read as stays while parts are written */
void people_data_hold(struct people *s);

/** people_data_wish - the wishes of a person, those of nobody when he has none */
struct people_wish people_data_wish(const struct people *s, uint32_t number);

/** people_data_take - wishes out of values by enum people_data_wish; NULL: not there */
MUST_USE enum rc people_data_take(struct people *s, const struct val *const *v,
    struct people_wish *w, struct err *e);

/** people_data_recall - what the memory has of a person, when it was not asked yet */
void people_data_recall(struct people *s, uint32_t number);

/** people_data_remember - give it to the memory, if there is one */
void people_data_remember(struct people *s, uint32_t number, enum people_note what);

/* Members of preferences, in the order of enum people_data_wish. */
extern const char *const people_data_wishes[PEOPLE_DATA_WISHES];

/** people_data_category - the number of a category, given now when @add; 0: none */
uint16_t people_data_category(struct people *s, struct sv name, bool add);

#endif
