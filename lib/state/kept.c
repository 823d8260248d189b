/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/kept.h"

#include "base/hash.h"
#include "io/stop.h"
#include "query/query.h"
#include "time/tstamp.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

/* ---- what was kept ---- */

static enum rc
differs(const char *path, const char *what, struct sv here, struct sv there, struct err *e)
{
	return rc_err(e, RC_USAGE, "%s: the query differs: %s is here '%.*s', in PLACE '%.*s'",
	    path, what, SV_SHOW(here), SV_SHOW(there));
}

/* All that states say of their query is as here. */
static enum rc
same_query(const struct kept *k, const char *path, const struct state_head *there, struct err *e)
{
	const struct state_head *h = &k->head;
	struct err why = { 0 };

	if (!sv_eq(h->filter, there->filter))
		return differs(path, "the filter", h->filter, there->filter, e);
	if (query_same(k->rows, h->plan, there->plan, "in PLACE", &why) != RC_OK)
		return rc_err(e, RC_USAGE, "%s: %s", path, why.msg);
	if (!sv_eq(h->where, there->where))
		return differs(path, "--where", h->where, there->where, e);
	if (!sv_eq(h->time, there->time))
		return differs(path, "--time", h->time, there->time, e);
	if (!sv_eq(h->tz, there->tz))
		return differs(path, "--tz", h->tz, there->tz, e);
	if (!sv_eq(h->window, there->window))
		return differs(path, "--window", h->window, there->window, e);
	if (!sv_eq(h->channels, there->channels))
		return differs(path, "--channels", h->channels, there->channels, e);
	for (size_t i = 0; i < h->nkey || i < there->nkey; i++) {
		const struct state_key *a = &h->key[i], *b = &there->key[i];

		if (!sv_eq(a->name, b->name))
			return differs(path, "a key", a->name, b->name, e);
		if (!sv_eq(a->expr, b->expr))
			return differs(path, "a key", a->expr, b->expr, e);
	}
	return RC_OK;
}

/* Periods leave as they did before, or begin to. */
static enum rc
same_rotation(const struct kept *k, const char *path, const struct state_chain *there,
    struct err *e)
{
	const struct state_chain *c = &k->head.chain;

	if (there->id == 0)
		return rc_err(e, RC_SYNTAX, "%s: states of --partial, not of --resume", path);
	if (there->every.n > 0 && !sv_eq(there->every, c->every))
		return rc_err(e, RC_USAGE, "%s: periods of %.*s have left it: go on with "
		    "--rotate-state and --rotate-every %.*s", path, SV_SHOW(there->every),
		    SV_SHOW(there->every));
	return RC_OK;
}

static enum rc
load_kept(void *ctx, const char *path, const struct job *j, struct err *e)
{
	struct kept *k = ctx;
	const struct state_head *h = NULL;
	struct state_reader *r = NULL;
	struct sv every = k->head.chain.every;
	enum rc rc = state_open_file(&r, path, k->rows, &h, e);

	(void)j;
	if (rc == RC_EMPTY)
		rc = rc_err(e, RC_USAGE, "%s: the place of a run that kept no states", path);
	if (rc == RC_OK)
		rc = same_query(k, path, h, e);
	if (rc == RC_OK)
		rc = same_rotation(k, path, &h->chain, e);
	if (rc == RC_OK) {
		k->head.chain = h->chain;
		k->head.chain.every = every;
		k->closed_us = h->chain.closed_us;
		if (k->asked != 0 && !k->memory.renew)
			kept_read_results(k, path);
		state_sum_to(r, &k->sum, &k->j->arena);
		if (!k->told)
			rc = k->ops->load(k->ctx, r, h, e);
	}
	state_close(r);
	return rc;
}

static enum rc
save_kept(const void *ctx, const struct job *j, struct out *o, struct err *e)
{
	const struct kept *k = ctx;

	(void)j;
	(void)e;	/* write errors latch */
	k->ops->save(k->ctx, o);
	return RC_OK;
}

static const struct memory_ops memory_ops = { load_kept, save_kept };

void
kept_init(struct kept *k, const struct state_head *h, const struct opt *rows)
{
	*k = (struct kept){ .head = *h, .rows = rows };
	buf_init(&k->results, SIZE_MAX);
}

enum rc
kept_open(struct kept *k, const struct kept_ops *ops, void *ctx, struct job *j, struct err *e)
{
	struct state_chain *c = &k->head.chain;
	enum rc rc;

	k->ops = ops;
	k->ctx = ctx;
	k->j = j;
	k->open = true;
	k->closed_us = INT64_MIN;
	c->latest_us = c->closed_us = INT64_MIN;
	memory_init(&k->memory, &memory_ops, k);
	rc = memory_resume(&k->memory, j, MEMORY_RESULTS, e);
	while (c->id == 0)	/* the first run of a chain */
		c->id = hash_seed();
	if (rc == RC_OK)
		saved_read(j);
	return rc;
}

void
kept_count(struct kept *k)
{
	struct job_counts *count = &k->j->run.count;
	const struct identity *d = &k->j->run.identity;
	struct state_chain *c = &k->head.chain;
	struct identity_source none;

	count->kept_records = k->sum.records;
	count->kept_rejected = k->sum.rejected;
	k->sum.records += count->records;
	k->sum.rejected += count->rejected;
	for (size_t i = 0; i < d->n; i++) {
		const struct identity_source *s = &d->source[i];

		if (s->from_us <= s->to_us && s->to_us > c->latest_us)
			c->latest_us = s->to_us;
		identity_join(&k->sum.read, s, &k->j->arena);
	}
	for (size_t i = 0; i < k->j->given.nfile; i++) {	/* empty ones are there as well */
		identity_clear(&none);
		none.name = sv_of(k->j->given.file[i]);
		none.label = sv_of(k->j->given.label != NULL ? k->j->given.label : "");
		identity_join(&k->sum.read, &none, &k->j->arena);
	}
	/* Of a chain lines are not hashed; what stands for them no other chain has. */
	for (size_t i = 0; i < k->sum.read.n; i++) {
		struct identity_source *s = &k->sum.read.source[i];

		if (s->records == 0)
			continue;
		s->lines = (struct linesum){ 0, c->id };
		s->narrow = true;
	}
	c->run = k->memory.place.run;
	if (k->folder != NULL && c->latest_us != INT64_MIN && !memory_idle(&k->memory)) {
		int64_t over_us = twindow_at(&k->every, c->latest_us - k->lateness_us).from_us;

		c->closed_us = over_us > c->closed_us ? over_us : c->closed_us;
	}
}

enum rc
kept_save(struct kept *k, void *ctx, struct err *e)
{
	k->ctx = ctx;
	return memory_write(&k->memory, k->j, e);
}

enum rc
kept_close(struct kept *k, struct job *j, enum rc rc, struct err *e)
{
	if (!k->open)
		return rc;
	if (k->memory.next != NULL)
		kept_write_results(k, k->memory.next);
	buf_free(&k->results);
	return memory_close(&k->memory, j, rc, e);
}

/* ---- periods that leave ---- */

/* Times reach to the year 9999: far from where the difference would not be a number. */
static bool
read_lateness(int64_t *us, const char *text)
{
	if (!tstamp_duration(sv_of(text), us) || *us < 0)
		return false;
	*us = *us < INT64_MAX / 4 ? *us : INT64_MAX / 4;
	return true;
}

enum rc
kept_rotate(struct kept *k, const struct kept_rotate *g, const struct twindow *window,
    struct job *j, struct err *e)
{
	const char *every = g->every != NULL ? g->every : "1d";
	struct stat st;
	enum rc rc;

	if (g->folder == NULL)
		return g->lateness == NULL ? RC_OK : rc_err(e, RC_USAGE,
		    "--lateness: with --resume it is for --rotate-state");
	if (window == NULL)
		return rc_err(e, RC_USAGE, "--rotate-state needs --window");
	rc = twindow_parse(&k->every, sv_of(every), j->query.zone, e);
	if (rc != RC_OK)
		return rc_err(e, rc, "--rotate-every: %s", e->msg);
	if (!twindow_nests(&k->every, window))
		return rc_err(e, RC_USAGE, "--rotate-every: the windows do not nest in %s", every);
	if (g->lateness != NULL && !read_lateness(&k->lateness_us, g->lateness))
		return rc_err(e, RC_USAGE, "--lateness: expected a duration such as 1h, got '%s'",
		    g->lateness);
	if (stat(g->folder, &st) != 0)
		return rc_err(e, RC_IO, "%s: %s", g->folder, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return rc_err(e, RC_USAGE, "--rotate-state: expected a folder, got '%s'",
		    g->folder);
	k->folder = g->folder;
	k->head.chain.every = sv_of(every);
	return RC_OK;
}

int64_t
kept_closed(const struct kept *k)
{
	return k->folder != NULL && !memory_idle(&k->memory) && stop_signal() == 0 ?
	    k->head.chain.closed_us : INT64_MIN;
}

const char *
kept_part(const struct kept *k, const struct twindow_span *span, struct state_chain *chain)
{
	bool late = span->to_us <= k->closed_us;
	size_t n = strlen(k->folder);
	char name[TWINDOW_NAME_MAX];
	const char *path;
	struct buf b;

	twindow_name(&k->every, span->from_us, name);
	*chain = (struct state_chain){ .id = k->head.chain.id, .run = k->head.chain.run,
		.part = true, .from_us = span->from_us, .latest_us = INT64_MIN,
		.closed_us = INT64_MIN };
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s%s%s", k->folder, k->folder[n - 1] == '/' ? "" : "/", name);
	if (late)
		buf_printf(&b, ".%" PRIu64, chain->run);
	buf_sv(&b, SV(".state"));
	path = arena_bytes(&k->j->arena, b.p, b.n);
	buf_free(&b);
	return path;
}

void
kept_leave(struct kept *k, bool last, struct state_sum *sum)
{
	struct state_sum none = { .records = 0 };
	struct identity_source s;

	for (size_t i = 0; i < k->sum.read.n; i++) {
		if (k->sum.read.source[i].label.n == 0)
			continue;
		identity_clear(&s);
		s.name = k->sum.read.source[i].name;
		s.label = k->sum.read.source[i].label;
		identity_put(&none.read, &s, &k->j->arena);
	}
	*sum = last ? k->sum : none;
	k->sum = last ? none : k->sum;
}
