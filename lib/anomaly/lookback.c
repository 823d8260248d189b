/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     points   | at, ahead | at, ahead | ...   from `head` on, in order of time
 *     cells    | x lo hi n of each metric | ... of the same points
 *
 * A point is asked for by its wall clock.  What that was ahead of UTC then is one of few
 * things in a series, so that each is tried and found by the time itself.
 */
#include "anomaly/lookback.h"

#include "base/mem.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "key/key_bytes.h"
#include "sketch/xsum.h"
#include "stats/mover.h"
#include "time/tstamp.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { AHEADS_MAX = 8, POINTS_MIN = 16 };

#define SLACK_US RFC3339_DAY_US		/* a wall clock may be set back by a day */
#define MONTH_US (31 * RFC3339_DAY_US)

struct point {
	int64_t at_us;
	int64_t ahead_us;	/* its wall clock less UTC */
};

struct cell {			/* of a metric at a point; NAN: not there */
	double x, lo, hi, n;
};

struct moving {			/* of a metric: the last N points */
	struct xsum sum;
	uint64_t    known;	/* of them that have a value */
};

struct lookback_series {
	struct point  *point;
	struct cell   *cell;	/* width of each point */
	struct moving *moving;	/* nmean of each metric; width of them */
	size_t         head;
	size_t         n;
	size_t         cap;
	size_t         width;	/* metrics there is room for */
	int64_t        ahead[AHEADS_MAX];	/* that points had */
	size_t         nahead;
};

static const struct cell NO_CELL = { (double)NAN, (double)NAN, (double)NAN, (double)NAN };

/* ---- options ---- */

static bool
read_back(struct lookback_back *b, struct sv text)
{
	static const struct {
		const char *unit;
		int64_t     us, months;
	} row[] = {
		{ "s", RFC3339_SEC_US, 0 }, { "m", 60 * RFC3339_SEC_US, 0 },
		{ "h", 3600 * RFC3339_SEC_US, 0 }, { "d", RFC3339_DAY_US, 0 },
		{ "w", 7 * RFC3339_DAY_US, 0 }, { "mo", 0, 1 }, { "y", 0, 12 },
	};
	size_t digits = 0;
	uint64_t n;

	while (digits < text.n && num_is_digit((unsigned char)text.p[digits]))
		digits++;
	if (num_u64((struct sv){ text.p, digits }, &n) != RC_OK || n < 1 || n > 10000)
		return false;
	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		if (!sv_is((struct sv){ text.p + digits, text.n - digits }, row[i].unit))
			continue;
		*b = (struct lookback_back){ text, (int64_t)n * row[i].us,
			(int64_t)n * row[i].months,
			row[i].us == 0 || row[i].us >= RFC3339_DAY_US };
		return true;
	}
	return false;
}

static enum rc
add_back(struct lookback *b, struct sv text, struct err *e)
{
	struct lookback_back *back = &b->back[b->nback];
	int64_t reach;

	if (!read_back(back, text))
		return rc_err(e, RC_USAGE, "--compare: expected a time such as 1w or 1mo, got "
		    "'%.*s'", SV_SHOW(text));
	for (size_t i = 0; i < b->nback; i++)
		if (sv_eq(b->back[i].name, text))
			return rc_err(e, RC_USAGE, "--compare: '%.*s' twice", SV_SHOW(text));
	reach = back->us + back->months * MONTH_US + SLACK_US;
	b->reach_us = reach > b->reach_us ? reach : b->reach_us;
	b->nback++;
	return RC_OK;
}

static enum rc
add_mean(struct lookback *b, struct sv text, struct err *e)
{
	uint64_t n;

	if (num_u64(text, &n) != RC_OK || n < 2 || n > LOOKBACK_MEAN_MAX)
		return rc_err(e, RC_USAGE, "--moving: expected a number of points from 2 to %d, "
		    "got '%.*s'", (int)LOOKBACK_MEAN_MAX, SV_SHOW(text));
	for (size_t i = 0; i < b->nmean; i++)
		if (b->mean[i].n == n)
			return rc_err(e, RC_USAGE, "--moving: '%.*s' twice", SV_SHOW(text));
	b->mean[b->nmean++] = (struct lookback_mean){ text, (size_t)n };
	b->keep = (size_t)n > b->keep ? (size_t)n : b->keep;
	return RC_OK;
}

static enum rc
each_of(struct lookback *b, const char *option, const char *text, size_t *n,
    enum rc (*add)(struct lookback *, struct sv, struct err *), struct err *e)
{
	struct sv rest = sv_of(text);
	enum rc rc = RC_OK;
	bool more = true;

	while (rc == RC_OK && more) {
		size_t comma = sv_find(rest, ',');

		if (*n == LOOKBACK_LIST_MAX)
			return rc_err(e, RC_USAGE, "%s: more than %d", option,
			    (int)LOOKBACK_LIST_MAX);
		more = comma < rest.n;
		rc = add(b, sv_trim((struct sv){ rest.p, comma }), e);
		if (more)
			rest = (struct sv){ rest.p + comma + 1, rest.n - comma - 1 };
	}
	return rc;
}

/* A field that may be missing: nobody is told that no record had it. */
static enum rc
optional_field(struct job *j, const char *name, size_t *slot, struct err *e)
{
	enum rc rc = proj_add(&j->query.proj, sv_of(name), slot, e);

	if (rc == RC_OK)
		j->query.proj.field[*slot].derived = true;
	return rc;
}

enum rc
lookback_compile(struct lookback *b, const struct lookback_query *q, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	*b = (struct lookback){ .max_keys = q->max_keys, .input = j->query.input,
		.zone = j->given.tz != NULL ? j->query.zone : NULL,
		.window = strcmp(j->given.time, "timestamp") == 0 };
	arena_init(&b->arena);
	arena_init(&b->tmp);
	buf_init(&b->bytes, SIZE_MAX);
	hmap_init(&b->series, &b->arena, sizeof(struct lookback_series), j->seed);
	hmap_init(&b->metric, &b->arena, sizeof(uint32_t), j->seed);
	if (q->compare != NULL)
		rc = each_of(b, "--compare", q->compare, &b->nback, add_back, e);
	if (rc == RC_OK && q->moving != NULL)
		rc = each_of(b, "--moving", q->moving, &b->nmean, add_mean, e);
	if (rc == RC_OK && q->key != NULL) {
		rc = key_list_parse(&b->key, &b->nkey, q->key, &j->query.env, e);
		if (rc != RC_OK)
			rc_in(e, "--key", q->key);
	}
	if (rc == RC_OK)
		rc = optional_field(j, "window", &b->window_slot, e);
	if (rc == RC_OK)
		rc = optional_field(j, "total", &b->total_slot, e);
	if (rc == RC_OK)
		rc = edit_compile(&b->edit, &(struct edit_cfg){ 0 }, j, e);
	if (rc == RC_OK)
		rc = job_need_time(j, false, e);	/* totals have none */
	if (rc != RC_OK)
		return rc;
	b->time_slot = j->query.time_slot;
	if (b->window)
		j->query.proj.field[b->time_slot].derived = true;
	j->query.proj.members = true;
	return RC_OK;
}

/* ---- the memory of a series ---- */

static void
widen(struct lookback_series *s, size_t nmetric, size_t nmean)
{
	size_t width = s->width != 0 ? s->width : 4;
	struct cell *cell;

	while (width < nmetric)
		width *= 2;
	if (width == s->width)
		return;
	cell = mem_array(NULL, (s->cap + 1) * width, sizeof(*cell));
	for (size_t i = s->head; i < s->n; i++)
		for (size_t m = 0; m < width; m++)
			cell[i * width + m] = m < s->width ? s->cell[i * s->width + m] : NO_CELL;
	mem_free(s->cell);
	s->cell = cell;
	s->moving = mem_array(s->moving, width * nmean + 1, sizeof(*s->moving));
	memset(s->moving + s->width * nmean, 0, (width - s->width) * nmean * sizeof(*s->moving));
	s->width = width;
}

/* Points that nobody will ask for any more make room, or there is more of it. */
static void
make_room(const struct lookback *b, struct lookback_series *s, int64_t at_us)
{
	while (s->n - s->head > b->keep && s->point[s->head].at_us < at_us - b->reach_us)
		s->head++;
	if (s->n < s->cap)
		return;
	if (s->head > s->cap / 2) {
		s->n -= s->head;
		memmove(s->point, s->point + s->head, s->n * sizeof(*s->point));
		memmove(s->cell, s->cell + s->head * s->width, s->n * s->width * sizeof(*s->cell));
		s->head = 0;
		return;
	}
	s->cap = s->cap != 0 ? 2 * s->cap : POINTS_MIN;
	s->point = mem_array(s->point, s->cap, sizeof(*s->point));
	s->cell = mem_array(s->cell, (s->cap + 1) * s->width, sizeof(*s->cell));
}

static void
remember_ahead(struct lookback_series *s, int64_t ahead_us)
{
	for (size_t i = 0; i < s->nahead; i++)
		if (s->ahead[i] == ahead_us)
			return;
	if (s->nahead < AHEADS_MAX)
		s->ahead[s->nahead++] = ahead_us;
}

/* The place of the point at @at_us; SIZE_MAX: there is none. */
static size_t
find_at(const struct lookback_series *s, int64_t at_us)
{
	size_t lo = s->head, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->point[mid].at_us < at_us)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->n && s->point[lo].at_us == at_us ? lo : SIZE_MAX;
}

/* The place of the first point at @local_us by its wall clock. */
static size_t
find_local(const struct lookback_series *s, int64_t local_us)
{
	size_t found = SIZE_MAX;

	for (size_t i = 0; i < s->nahead; i++) {
		size_t at = find_at(s, local_us - s->ahead[i]);

		if (at < found && s->point[at].ahead_us == s->ahead[i])
			found = at;
	}
	return found;
}

/* The same day of an earlier month; false when that has no such day. */
static bool
months_before(int64_t local_us, int64_t months, int64_t *out)
{
	struct rfc3339_civil c = rfc3339_civil(local_us);
	int64_t month = c.year * 12 + c.month - 1 - months;

	c.year = month / 12;
	c.month = (int)(month % 12) + 1;
	if (c.year < 1 || c.day > rfc3339_month_days(c.year, c.month))
		return false;
	*out = rfc3339_join(&c);
	return true;
}

static const struct cell *
find_back(const struct lookback_series *s, const struct point *p, const struct lookback_back *back)
{
	int64_t local_us = p->at_us + p->ahead_us;
	size_t at = SIZE_MAX;

	if (!back->wall)
		at = find_at(s, p->at_us - back->us);
	else if (back->us != 0)
		at = find_local(s, local_us - back->us);
	else if (months_before(local_us, back->months, &local_us))
		at = find_local(s, local_us);
	return at == SIZE_MAX ? NULL : &s->cell[at * s->width];
}

/* ---- a record ---- */

struct metric {			/* of the record at hand */
	struct sv   name;	/* decoded */
	uint32_t    at;		/* in cells */
	struct cell cell;
};

struct metrics {
	struct metric *m;
	size_t         n;
};

/* A number of the record by the name of another and an end; NAN: none. */
static double
companion(const struct record *r, struct sv name, const char *end)
{
	const size_t n = strlen(end);
	double x;

	for (size_t i = 0; i < r->nmember; i++) {
		const struct jread_member *m = &r->member[i];

		if (m->key.n == name.n + n && memcmp(m->key.p, name.p, name.n) == 0 &&
		    memcmp(m->key.p + name.n, end, n) == 0 && val_number(&m->val, &x))
			return x;
	}
	return (double)NAN;
}

/* x_lo, x_hi, x_n, x_null, x_bad where x is a member too. */
static bool
belongs_to_another(const struct record *r, struct sv name)
{
	static const char *const end[] = { "_lo", "_hi", "_n", "_null", "_bad" };

	for (size_t k = 0; k < sizeof(end) / sizeof(*end); k++) {
		const size_t n = strlen(end[k]);

		if (name.n <= n || memcmp(name.p + name.n - n, end[k], n) != 0)
			continue;
		for (size_t i = 0; i < r->nmember; i++)
			if (sv_eq(r->member[i].key, (struct sv){ name.p, name.n - n }))
				return true;
	}
	return false;
}

static bool
is_metric(const struct lookback *b, const struct record *r, const struct jread_member *m)
{
	if (m->val.kind != VAL_NUMBER && !(val_null(&m->val) &&
	    hmap_get(&b->metric, m->key) != NULL))
		return false;
	if (m->val.kind == VAL_NUMBER && (m->val.text.p == r->slot[b->time_slot].text.p ||
	    m->val.text.p == r->slot[b->window_slot].text.p))
		return false;
	for (size_t i = 0; i < b->nkey; i++)
		if (sv_eq(m->key, b->key[i].name))
			return false;
	return !belongs_to_another(r, m->key);
}

static enum rc
add_metric(struct lookback *b, struct metrics *all, const struct record *r,
    const struct jread_member *m, struct err *e)
{
	struct metric *to = &all->m[all->n];
	uint32_t *at;
	bool fresh;

	for (size_t i = 0; i < all->n; i++)
		if (sv_eq(all->m[i].name, m->key))
			return rc_bad(e, "name", "two members are called '%.*s'", SV_SHOW(m->key));
	at = hmap_put(&b->metric, m->key, &fresh);
	if (fresh)
		*at = (uint32_t)b->metric.n - 1;
	if (b->metric.n > LOOKBACK_METRICS_MAX)
		return rc_err(e, RC_LIMIT, "more than %d metrics: leave some out before "
		    "(cxselect --fields)", (int)LOOKBACK_METRICS_MAX);
	*to = (struct metric){ m->key, *at, { (double)NAN, companion(r, m->key, "_lo"),
		companion(r, m->key, "_hi"), companion(r, m->key, "_n") } };
	(void)val_number(&m->val, &to->cell.x);
	all->n++;
	return RC_OK;
}

static void
put_name(struct jwrite *w, struct sv name, const char *word, struct sv what, const char *end)
{
	/* As it was written: escapes in it stay what they are. */
	if (w->comma)
		buf_c(w->b, ',');
	buf_printf(w->b, "\"%.*s_%s%.*s%s\":", (int)name.n, name.p, word, (int)what.n, what.p, end);
	w->comma = false;
}

/* The share by which it changed; its interval where both have one: null where it is not known. */
static void
put_change(struct jwrite *w, const struct metric *m, const struct cell *was, struct sv back)
{
	const struct mover_part now = { m->cell.x, { m->cell.lo, m->cell.hi } };
	const struct mover_part then = { was->x, { was->lo, was->hi } };
	struct interval ratio;

	put_name(w, m->name, "", back, "_change");
	jwrite_double(w, was->x != 0 ? (m->cell.x - was->x) / fabs(was->x) : (double)NAN);
	if (isnan(m->cell.x) || isnan(was->x) || isnan(m->cell.lo + m->cell.hi + was->lo + was->hi))
		return;
	ratio = mover_ratio(&now, &then);
	put_name(w, m->name, "", back, "_change_lo");
	jwrite_double(w, ratio.lo - 1);
	put_name(w, m->name, "", back, "_change_hi");
	jwrite_double(w, ratio.hi - 1);
}

static void
put_back(struct jwrite *w, const struct metric *m, const struct cell *was, struct sv back)
{
	put_name(w, m->name, "", back, "");
	jwrite_double(w, was->x);
	if (!isnan(was->x) && (!isnan(was->lo) || !isnan(was->hi))) {
		put_name(w, m->name, "", back, "_lo");
		jwrite_double(w, was->lo);
		put_name(w, m->name, "", back, "_hi");
		jwrite_double(w, was->hi);
	}
	if (!isnan(was->x) && !isnan(was->n)) {
		put_name(w, m->name, "", back, "_n");
		jwrite_double(w, was->n);
	}
	put_change(w, m, was, back);
}

/* As its shortest decimal has it; false when it is none. */
static bool
exact(double x, struct xsum_num *num)
{
	struct val v;

	if (x == floor(x) && fabs(x) <= 0x1p53) {	/* most are counts */
		*num = (struct xsum_num){ .units = (num_i128)(int64_t)x * 1000000000, .d = x,
			.dec = true };
		return true;
	}
	v = val_of_double(x);
	return xsum_num_of(&v, num);
}

/* A value comes, or leaves the last N points. */
static void
move(struct moving *v, double x, int sign)
{
	struct xsum_num num;

	if (!exact(sign * x, &num))
		return;
	xsum_add(&v->sum, &num);
	v->known += (uint64_t)(int64_t)sign;
}

/* The point is in the series: its moving means, of all points or null. */
static void
put_means(struct jwrite *w, const struct lookback *b, struct lookback_series *s,
    const struct metric *m)
{
	for (size_t i = 0; i < b->nmean; i++) {
		const size_t n = b->mean[i].n;
		struct moving *v = &s->moving[m->at * b->nmean + i];

		put_name(w, m->name, "mean", b->mean[i].name, "");
		jwrite_double(w, v->known == n ? xsum_total(&v->sum) / (double)n : (double)NAN);
	}
}

/* Every metric of the series moves on, whether this record has it or not. */
static void
move_on(const struct lookback *b, struct lookback_series *s)
{
	for (size_t i = 0; i < b->nmean; i++)
		for (size_t k = 0; k < b->metric.n; k++) {
			struct moving *v = &s->moving[k * b->nmean + i];
			const size_t n = b->mean[i].n;

			move(v, s->cell[(s->n - 1) * s->width + k].x, 1);
			if (s->n - s->head > n)
				move(v, s->cell[(s->n - 1 - n) * s->width + k].x, -1);
		}
}

static enum rc
find_metrics(struct lookback *b, const struct record *r, struct metrics *all, struct err *e)
{
	enum rc rc = RC_OK;

	all->n = 0;
	all->m = arena_alloc(&b->tmp, (r->nmember + 1) * sizeof(*all->m));
	for (size_t i = 0; rc == RC_OK && i < r->nmember; i++)
		if (is_metric(b, r, &r->member[i]))
			rc = add_metric(b, all, r, &r->member[i], e);
	return rc;
}

/* What stands behind x_ is of a name that x gets. */
static bool
is_added(const struct lookback *b, struct sv end)
{
	for (size_t i = 0; i < b->nback; i++) {
		const size_t n = b->back[i].name.n;

		if (sv_starts(end, b->back[i].name) && (end.n == n || end.p[n] == '_'))
			return true;
	}
	for (size_t i = 0; i < b->nmean; i++)
		if (sv_starts(end, SV("mean")) &&
		    sv_eq((struct sv){ end.p + 4, end.n - 4 }, b->mean[i].name))
			return true;
	return false;
}

/* What is written must not be there: a member would be there twice. */
static enum rc
names_free(const struct lookback *b, const struct record *r, const struct metrics *all,
    struct err *e)
{
	for (size_t i = 0; i < r->nmember; i++) {
		struct sv key = r->member[i].key;

		for (size_t k = 0; k < all->n; k++) {
			const size_t n = all->m[k].name.n;

			if (key.n > n + 1 && key.p[n] == '_' && sv_starts(key, all->m[k].name) &&
			    is_added(b, (struct sv){ key.p + n + 1, key.n - n - 1 }))
				return rc_bad(e, "name", "the record has a field '%.*s' already",
				    SV_SHOW(key));
		}
	}
	return RC_OK;
}

static enum rc
find_series(struct lookback *b, const struct map_in *in, const struct record *r,
    struct lookback_series **s, struct err *e)
{
	struct val *key = arena_alloc(&b->tmp, (b->nkey + 1) * sizeof(*key));
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < b->nkey; i++)
		rc = expr_value(b->key[i].x, r, in->ev, &key[i], e);
	if (rc != RC_OK)
		return rc;
	buf_clear(&b->bytes);
	key_bytes_put(&b->bytes, key, b->nkey, &b->tmp);
	*s = hmap_get(&b->series, buf_view(&b->bytes));
	if (*s == NULL && b->series.n >= b->max_keys)
		return rc_err(e, RC_LIMIT, "more than %" PRIu64 " series: --max-keys may allow "
		    "more", b->max_keys);
	if (*s == NULL)
		*s = hmap_put(&b->series, buf_view(&b->bytes), NULL);
	return RC_OK;
}

/* Wall clocks are read in --tz; without it as they are written. */
static enum rc
point_of(const struct lookback *b, const struct map_in *in, const struct record *r,
    struct point *p, struct err *e)
{
	struct val v = r->slot[b->time_slot];
	int64_t local_us, same_us;

	p->at_us = in->at_us;
	if (b->window && !val_null(&r->slot[b->window_slot])) {
		v = r->slot[b->window_slot];
		if (!tstamp_auto(&v, &b->input, &p->at_us))
			return rc_bad(e, "time", "expected a time in 'window'");
	} else if (!in->timed) {
		return rc_bad(e, "time", "no time: neither a field 'window' nor that of --time");
	}
	local_us = p->at_us;
	if (b->zone != NULL) {
		local_us = tzone_local(b->zone, p->at_us);
	} else {
		/* The text that a log's time was read from, if it says the same by itself. */
		if (v.kind == VAL_TIME && v.text.n > 0)
			v = val_of_text(v.text);
		if (tstamp_auto(&v, &b->input, &same_us) && same_us == p->at_us)
			(void)tstamp_wall(&v, &b->input, &local_us);
	}
	p->ahead_us = local_us - p->at_us;
	return RC_OK;
}

static enum rc
append_point(struct lookback *b, struct lookback_series *s, const struct point *p,
    const struct metrics *all, struct err *e)
{
	if (s->n > s->head && p->at_us <= s->point[s->n - 1].at_us)
		return rc_bad(e, "order", "a point that is not later than the one before it in its "
		    "series: sort the input by time, and say by --key what tells series apart");
	widen(s, b->metric.n, b->nmean);
	make_room(b, s, p->at_us);
	s->point[s->n] = *p;
	for (size_t m = 0; m < s->width; m++)
		s->cell[s->n * s->width + m] = NO_CELL;
	for (size_t i = 0; i < all->n; i++)
		s->cell[s->n * s->width + all->m[i].at] = all->m[i].cell;
	s->n++;
	remember_ahead(s, p->ahead_us);
	move_on(b, s);
	return RC_OK;
}

static void
write_point(const struct lookback *b, struct lookback_series *s, const struct point *p,
    const struct metrics *all, struct buf *o)
{
	const struct cell *was[LOOKBACK_LIST_MAX];
	struct jwrite w;

	for (size_t k = 0; k < b->nback; k++)
		was[k] = find_back(s, p, &b->back[k]);
	o->n -= 2;			/* "}\n" */
	jwrite_init(&w, o);
	w.comma = o->p[o->n - 1] != '{';
	for (size_t i = 0; i < all->n; i++) {
		const struct metric *m = &all->m[i];

		for (size_t k = 0; k < b->nback; k++)
			put_back(&w, m, was[k] != NULL ? &was[k][m->at] : &NO_CELL,
			    b->back[k].name);
		put_means(&w, b, s, m);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

enum rc
lookback_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	struct lookback *b = in->part;
	struct lookback_series *s = NULL;
	struct metrics all;
	struct point p;
	enum rc rc;

	arena_reset(&b->tmp);
	if (r->slot[b->total_slot].kind == VAL_TRUE)
		return edit_write(b->edit, r, in->ev, NULL, &out->o, e);
	rc = point_of(b, in, r, &p, e);
	if (rc == RC_OK)
		rc = find_metrics(b, r, &all, e);
	if (rc == RC_OK)
		rc = names_free(b, r, &all, e);
	if (rc == RC_OK)
		rc = find_series(b, in, r, &s, e);
	if (rc == RC_OK)
		rc = append_point(b, s, &p, &all, e);
	if (rc == RC_OK)
		rc = edit_write(b->edit, r, in->ev, NULL, &out->o, e);
	if (rc == RC_OK)
		write_point(b, s, &p, &all, &out->o);
	return rc;
}

void
lookback_free(struct lookback *b)
{
	for (size_t i = 0; i < b->series.n; i++) {
		struct lookback_series *s = b->series.entry[i].val;

		for (size_t k = 0; k < s->width * b->nmean; k++)
			xsum_free(&s->moving[k].sum);
		mem_free(s->point);
		mem_free(s->cell);
		mem_free(s->moving);
	}
	hmap_free(&b->series);
	hmap_free(&b->metric);
	buf_free(&b->bytes);
	arena_free(&b->arena);
	arena_free(&b->tmp);
}
