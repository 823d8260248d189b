/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page_set - see page_set.h
 */
#include "page/page_set.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/rfc3339.h"
#include "run/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_US (3600 * RFC3339_SEC_US)

void
page_set_init(struct page_set *s)
{
	memset(s, 0, sizeof(*s));
	arena_init(&s->arena);
	hmap_init(&s->index, &s->arena, sizeof(size_t), hash_seed());
}

/* ---- reading ---- */

static const char *const odd_names[] = { "metric", "anomaly", "score", "expected", "direction",
	"component", "shape", "status", NULL };

/* Parts of a metric, by their ends: none makes another question of a record. */
static const char *const part_ends[] = { "_lo", "_hi", "_n", "_null", "_bad", "_method",
	"_promoters", "_passives", "_detractors", "_outages", "_change", NULL };

static bool
ends_with(struct sv s, const char *end)
{
	size_t n = strlen(end);

	return s.n > n && memcmp(s.p + s.n - n, end, n) == 0;
}

static bool
is_in(struct sv s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (sv_is(s, *list))
			return true;
	return false;
}

/* x_1w, x_mean7: what cxselect --compare adds to x. */
static bool
is_compared(struct sv name)
{
	size_t at = name.n;
	bool digit = false;

	while (at > 0 && name.p[at - 1] != '_')
		at--;
	if (at < 2)
		return false;
	name = (struct sv){ name.p + at, name.n - at };
	if (sv_starts(name, SV("mean")))
		name = (struct sv){ name.p + 4, name.n - 4 };
	else if (ends_with(name, "d") || ends_with(name, "w") || ends_with(name, "h"))
		name.n--;
	else if (ends_with(name, "mo"))
		name.n -= 2;
	else
		return false;
	for (size_t i = 0; i < name.n; i++) {
		if (!num_is_digit((unsigned char)name.p[i]))
			return false;
		digit = true;
	}
	return digit;
}

static bool
is_part(struct sv name)
{
	for (const char *const *end = part_ends; *end != NULL; end++)
		if (ends_with(name, *end))
			return true;
	return is_compared(name);
}

struct members {		/* of a record */
	const struct jread_member *m;
	size_t                     n;
};

static const struct val *
member_of(const struct members *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++)
		if (sv_is(r->m[i].key, name))
			return &r->m[i].val;
	return NULL;
}

static bool
time_of(const struct val *v, int64_t *at_us)
{
	int32_t offset_s;

	return v != NULL && v->kind == VAL_STRING && rfc3339_parse(v->text, at_us, &offset_s);
}

/* What kind of question the record answers, as bytes. */
static void
put_signature(const struct members *r, const struct rkind *kind, struct buf *b)
{
	bool odd = member_of(r, "anomaly") != NULL;
	int64_t from, to;

	buf_sv(b, kind != NULL ? sv_of(kind->name) : SV("?"));
	if (kind != NULL && strcmp(kind->name, "stat") != 0)
		return;
	if (time_of(member_of(r, "window"), &from) && time_of(member_of(r, "window_end"), &to)) {
		int64_t hours = (to - from) / HOUR_US;

		/* A day is one with 23 hours, too, and a month one with 28 days. */
		buf_printf(b, " %lld", (long long)(hours < 20 ? (to - from) / RFC3339_SEC_US
		    : hours < 28 ? -1 : hours < 600 ? -hours / 24 - 1 : -30));
	}
	for (size_t i = 0; i < r->n; i++) {
		struct sv name = r->m[i].key;

		if (sv_is(name, "kind") || sv_is(name, "total") || sv_is(name, "truncated") ||
		    (odd && is_in(name, odd_names)) || is_part(name))
			continue;
		buf_c(b, '\0');
		buf_sv(b, name);
	}
}

static struct page_family *
family_of(struct page_set *s, struct sv signature, const struct rkind *kind)
{
	bool fresh;
	size_t *at = hmap_put(&s->index, signature, &fresh);

	if (fresh) {
		if (s->n == s->cap) {
			s->cap = s->cap != 0 ? 2 * s->cap : 16;
			s->family = mem_array(s->family, s->cap, sizeof(*s->family));
		}
		s->family[s->n] = mem_zalloc(sizeof(*s->family[0]));
		s->family[s->n]->kind = kind;
		s->family[s->n]->signature = arena_sv(&s->arena, signature);
		rtable_init(&s->family[s->n]->t);
		*at = s->n++;
	}
	return s->family[*at];
}

static bool
is_deploy(const struct members *r)
{
	const struct val *v = member_of(r, "event_name");

	return v != NULL && v->kind == VAL_STRING && sv_is(v->text, "deploy");
}

void
page_set_take(struct page_set *s, const struct jread_member *m, size_t nm, struct sv line,
    uint32_t file, uint64_t n)
{
	const struct members r = { m, nm };
	const struct rkind *kind = rkind_read(m, nm);
	struct page_family *f;
	struct buf b;

	buf_init(&b, SIZE_MAX);
	if (kind == NULL && is_deploy(&r))
		buf_sv(&b, SV("deploy"));
	else
		put_signature(&r, kind, &b);
	f = family_of(s, buf_view(&b), kind);
	if (sv_is(buf_view(&b), "deploy"))
		s->deploys = f;
	buf_free(&b);
	rtable_add(&f->t, m, nm);
	if (f->t.nrow > f->caporigin) {
		f->caporigin = f->caporigin != 0 ? 2 * f->caporigin : 64;
		f->origin = mem_array(f->origin, f->caporigin, sizeof(*f->origin));
	}
	f->origin[f->t.nrow - 1] = (struct page_origin){ file, n, ++s->records };
	if (s->lines != NULL) {
		buf_sv(s->lines, line);
		buf_c(s->lines, '\n');
	}
}

static enum rc
add_record(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	(void)ev;
	(void)in;
	(void)out;
	(void)e;
	page_set_take(ctx, r->member, r->nmember, record_line(r), r->file, r->file_line);
	return RC_OK;
}

uint32_t
page_set_file(struct page_set *s, const char *name)
{
	s->file = mem_array(s->file, s->nfile + 1, sizeof(*s->file));
	s->file[s->nfile] = name;
	return (uint32_t)s->nfile++;
}

enum rc
page_set_read(struct page_set *s, struct job *j, struct err *e)
{
	struct stream st = { .ctx = s, .record = add_record, .serial = true };
	enum rc rc;

	for (size_t i = 0; i < j->given.nfile; i++)
		(void)page_set_file(s, j->given.file[i]);
	if (s->nfile == 0)
		(void)page_set_file(s, "-");
	rc = stream_run(j, &st, e);
	s->rejected = j->run.count.rejected;
	return rc;
}

/* ---- keys and windows ---- */

size_t
page_set_col(const struct page_family *f, const char *name)
{
	size_t c = rtable_col_find(&f->t, sv_of(name));

	return c < f->t.ncol ? c : SIZE_MAX;
}

struct sv
page_set_text(const struct page_family *f, size_t row, const char *name)
{
	size_t c = page_set_col(f, name);
	const struct val *v = c != SIZE_MAX ? rtable_cell(&f->t, row, c) : NULL;

	return v != NULL && v->kind == VAL_STRING ? v->text : SV("");
}

bool
page_set_messages(const struct page_family *f)
{
	if (f->kind != NULL && strcmp(f->kind->name, "stat") != 0)
		return false;
	return page_set_col(f, "scenario") != SIZE_MAX ||
	    page_set_col(f, "delivery_channel") != SIZE_MAX;
}

struct sv
page_set_key(const struct page_family *f, size_t row)
{
	for (size_t i = 0; i < f->nrows; i++)
		if (f->rows[i].row == row)
			return f->key[f->rows[i].key].text;
	return SV("");
}

double
page_set_number(const struct page_family *f, size_t row, const char *name)
{
	size_t c = page_set_col(f, name);
	const struct val *v = c != SIZE_MAX ? rtable_cell(&f->t, row, c) : NULL;
	double x;

	return v != NULL && v->kind == VAL_NUMBER && val_number(v, &x) ? x : NAN;
}

bool
page_set_is(const struct page_family *f, size_t row, const char *name, const char *word)
{
	return sv_is(page_set_text(f, row, name), word);
}

/* Text that tells groups of metrics apart; what is no metric and no key is known by name. */
static bool
is_key(const struct page_family *f, size_t col)
{
	static const char *const never[] = { "kind", "window", "window_end", "total", "truncated",
		"timestamp", NULL };
	const struct sv name = f->t.col[col].name;
	bool any = false, odd = page_set_col(f, "anomaly") != SIZE_MAX;

	if (is_in(name, never) || (odd && is_in(name, odd_names)) || ends_with(name, "_method") ||
	    (f->kind != NULL && rkind_member(f->kind, name) != NULL))
		return false;
	for (size_t r = 0; r < f->t.nrow; r++) {
		const struct val *v = rtable_cell(&f->t, r, col);

		if (v->kind == VAL_STRING || v->kind == VAL_TRUE || v->kind == VAL_FALSE)
			any = true;
		else if (!val_null(v))
			return false;
	}
	return any;
}

bool
page_set_metric(const struct page_family *f, size_t col)
{
	const struct rtable_col *c = &f->t.col[col];

	if (c->of != SIZE_MAX || is_part(c->name) ||
	    (f->kind != NULL && rkind_member(f->kind, c->name) != NULL) ||
	    (page_set_col(f, "anomaly") != SIZE_MAX && is_in(c->name, odd_names)))
		return false;
	return rtable_numeric(&f->t, col);
}

static size_t
key_of(struct page_set *s, struct page_family *f, struct hmap *seen, size_t row)
{
	const struct val *total = NULL;
	size_t c = page_set_col(f, "total"), *at;
	bool fresh, none = f->nkeys > 0;
	struct buf b;

	if (c != SIZE_MAX)
		total = rtable_cell(&f->t, row, c);
	for (size_t i = 0; i < f->nkeys; i++)
		none = none && rtable_cell(&f->t, row, f->keys[i])->kind == VAL_NONE;
	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < f->nkeys && !none; i++) {
		struct sv text = val_text(rtable_cell(&f->t, row, f->keys[i]), &s->arena);

		if (i > 0)
			buf_sv(&b, SV(", "));
		buf_sv(&b, text.n > 0 ? text : SV("-"));
	}
	at = hmap_put(seen, buf_view(&b), &fresh);
	if (fresh) {
		*at = f->nkey;
		f->key[f->nkey++] = (struct page_key){ arena_sv(&s->arena, buf_view(&b)), row,
			none || (total != NULL && total->kind == VAL_TRUE) };
	}
	buf_free(&b);
	return *at;
}

static int
cmp_rows(const void *pa, const void *pb)
{
	const struct page_row *a = pa, *b = pb;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->from_us != b->from_us)
		return a->from_us < b->from_us ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* Rows of one key and window are one row: the first; the others say more of its metrics. */
static void
join_rows(struct page_family *f)
{
	size_t metric = page_set_col(f, "metric"), odd = page_set_col(f, "anomaly"), n = 0;

	qsort(f->rows, f->nrows, sizeof(*f->rows), cmp_rows);
	for (size_t i = 0; i < f->nrows; i++) {
		const struct page_row *p = &f->rows[i];
		bool same = n > 0 && odd != SIZE_MAX && f->rows[n - 1].key == p->key &&
		    f->rows[n - 1].from_us == p->from_us;
		size_t row = p->row, col;

		if (!same)
			f->rows[n++] = *p;
		if (odd == SIZE_MAX || metric == SIZE_MAX ||
		    rtable_cell(&f->t, row, metric)->kind != VAL_STRING)
			continue;
		col = rtable_col_find(&f->t, rtable_cell(&f->t, row, metric)->text);
		if (col < f->t.ncol)
			f->odd[f->nodd++] = (struct page_odd){ n - 1, row, col,
				rtable_cell(&f->t, row, odd)->kind == VAL_TRUE };
	}
	f->nrows = n;
}

static void
settle_family(struct page_set *s, struct page_family *f)
{
	size_t from = page_set_col(f, "window"), to = page_set_col(f, "window_end");
	const bool stat = f->kind == NULL || strcmp(f->kind->name, "stat") == 0;
	struct hmap seen;

	rtable_link(&f->t);
	f->measure = arena_zalloc(&s->arena, (f->t.ncol + 1) * sizeof(*f->measure));
	f->keys = arena_zalloc(&s->arena, (f->t.ncol + 1) * sizeof(*f->keys));
	f->key = arena_zalloc(&s->arena, (f->t.nrow + 1) * sizeof(*f->key));
	f->rows = arena_zalloc(&s->arena, (f->t.nrow + 1) * sizeof(*f->rows));
	f->odd = arena_zalloc(&s->arena, (f->t.nrow + 1) * sizeof(*f->odd));
	for (size_t c = 0; (stat || f->kind->more != RKIND_FIXED) && c < f->t.ncol; c++)
		if (is_key(f, c))
			f->keys[f->nkeys++] = c;
	hmap_init(&seen, &s->arena, sizeof(size_t), hash_seed());
	for (size_t r = 0; r < f->t.nrow; r++) {
		struct page_row p = { r, key_of(s, f, &seen, r), INT64_MIN, INT64_MIN };

		if (from != SIZE_MAX && !rtable_time(&f->t, r, from, &p.from_us))
			p.from_us = INT64_MIN;
		if (to != SIZE_MAX && !rtable_time(&f->t, r, to, &p.to_us))
			p.to_us = INT64_MIN;
		/* What ends before it begins is no window. */
		if (p.from_us == INT64_MIN || p.to_us <= p.from_us)
			p.to_us = INT64_MIN;
		f->rows[f->nrows++] = p;
	}
	hmap_free(&seen);
	join_rows(f);
}

/* The zone that windows are written in: its offset, which is all that they tell. */
static const struct tzone *
zone_of_windows(struct page_set *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct page_family *f = s->family[i];
		size_t c = page_set_col(f, "window");
		const struct tzone *z = NULL;
		struct sv text;

		if (c == SIZE_MAX || f->t.nrow == 0 ||
		    rtable_cell(&f->t, 0, c)->kind != VAL_STRING)
			continue;
		text = rtable_cell(&f->t, 0, c)->text;
		if (text.n > 6 && (text.p[text.n - 6] == '+' || text.p[text.n - 6] == '-') &&
		    tzone_load(&z, (struct sv){ text.p + text.n - 6, 6 }, &s->arena, NULL) == RC_OK)
			return z;
	}
	return NULL;
}

static bool
is_day(int64_t length_us)
{
	return length_us >= 20 * HOUR_US && length_us <= 28 * HOUR_US;
}

/* Whether window @a is one to make a page of rather than @b. */
static bool
is_better(struct twindow_span a, struct twindow_span b)
{
	int64_t la = a.to_us - a.from_us, lb = b.to_us - b.from_us;

	if (lb == 0 || is_day(la) != is_day(lb))
		return lb == 0 || is_day(la);
	if (la != lb && !is_day(la))
		return la > lb;
	return a.to_us > b.to_us;
}

static int
cmp_families(const void *pa, const void *pb)
{
	const struct page_family *const *a = pa, *const *b = pb;

	return sv_cmp((*a)->signature, (*b)->signature);
}

enum rc
page_set_settle(struct page_set *s, const struct tzone *zone, int64_t at, struct err *e)
{
	/* The order of the files does not show. */
	if (s->n > 0)
		qsort(s->family, s->n, sizeof(*s->family), cmp_families);
	for (size_t i = 0; i < s->n; i++)
		settle_family(s, s->family[i]);
	s->zone = zone != NULL ? zone : zone_of_windows(s);
	for (size_t i = 0; i < s->n; i++) {
		const struct page_family *f = s->family[i];

		for (size_t k = 0; k < f->nrows; k++) {
			struct twindow_span w = { f->rows[k].from_us, f->rows[k].to_us };

			if (w.from_us == INT64_MIN || w.to_us <= w.from_us ||
			    (at != INT64_MAX && (at < w.from_us || at >= w.to_us)))
				continue;
			if (is_better(w, s->period))
				s->period = w;
		}
	}
	if (at != INT64_MAX && s->period.to_us == 0)
		return rc_err(e, RC_USAGE, "--at: no record has a window that holds it");
	return RC_OK;
}

const struct page_row *
page_set_find(const struct page_family *f, size_t key, int64_t from_us)
{
	size_t lo = 0, hi = f->nrows;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct page_row *p = &f->rows[mid];

		if (p->key < key || (p->key == key && p->from_us < from_us))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->nrows && f->rows[lo].key == key && f->rows[lo].from_us == from_us
	    ? &f->rows[lo] : NULL;
}

const struct page_odd *
page_set_odd(const struct page_family *f, const struct page_row *p, size_t col)
{
	size_t at = (size_t)(p - f->rows), lo = 0, hi = f->nodd;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->odd[mid].at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < f->nodd && f->odd[lo].at == at; lo++)
		if (f->odd[lo].col == col)
			return &f->odd[lo];
	return NULL;
}

void
page_set_free(struct page_set *s)
{
	for (size_t i = 0; i < s->n; i++) {
		rtable_free(&s->family[i]->t);
		mem_free(s->family[i]->origin);
		mem_free(s->family[i]);
	}
	mem_free(s->family);
	mem_free(s->file);
	hmap_free(&s->index);
	arena_free(&s->arena);
}
