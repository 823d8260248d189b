/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Records in frames are what they are as lines: the same slots, the same members and lines,
 * however many at a call; a frame that is not whole and sound is found out
 */
#include "../draw_json.h"
#include "../t.h"

#include "io/frame.h"
#include "json/jwrite.h"
#include "record/framing.h"
#include "record/source.h"

#include <math.h>

enum { ROUNDS = 400, RECORDS = 150, MEMBERS = 9, FIELDS = 6, PAD = 64 };

static struct rng r;
static char text[DRAW_JSON_MAX];

/* As members are called, so that they meet: nested and by their whole name. */
static const char *const keys[] = {
	"a", "b", "c", "a.b", "b.a", "a.b.c", "\\u0061", "a.\\u0062", "\xC3\xA9", "timestamp", "",
	"a name of some length",
};
static const char *const paths[] = {
	"a", "b", "c", "`a.b`", "b.a", "a.b", "a.b.c", "a.a", "timestamp", "`a name of some length`",
};

/* Any bytes: what log lines leave in texts. */
static struct sv
draw_bytes(struct arena *a)
{
	static const char *const piece[] = {
		"x", "plain", "\"", "\\", "\n", "\x01", "\xC3\xA9", "\xff", "\xe2\x82", "0123456789",
	};
	struct draw_json t = { .p = text };

	for (uint64_t n = rng_below(&r, 6); n > 0; n--)
		draw_json_text(&t, DRAW_JSON_PICK(&r, piece));
	return arena_sv(a, (struct sv){ t.p, t.n });
}

static struct val
draw_val(struct arena *a)
{
	struct draw_json t = { .p = text };
	struct val v = { .kind = VAL_NULL };
	double special[] = { 0, -0.0, NAN, INFINITY, 1e300, 0.1, 12 };

	switch (rng_below(&r, 12)) {
	case 0:
		return val_of_time((int64_t)(rng_u64(&r) % (UINT64_C(1) << 60)) -
		    ((int64_t)1 << 58));
	case 1:
		return (struct val){ .kind = VAL_NUMBER, .flags = VAL_DOUBLE,
			.num = special[rng_below(&r, 7)] };
	case 2:
		return val_of_text(draw_bytes(a));
	case 3:
		return v;
	case 4:
		if (rng_below(&r, 40) == 0) {	/* longer than the word of an entry counts */
			char *p = arena_alloc(a, FRAME_LONG + 10);

			memset(p, 'x', FRAME_LONG + 10);
			return val_of_text((struct sv){ p, FRAME_LONG - 5 + rng_below(&r, 15) });
		}
		return val_of_bool(rng_below(&r, 2) == 0);
	default:
		draw_json_value(&r, &t, 4);
		if (jread_value(arena_sv(a, (struct sv){ t.p, t.n }), &v, NULL) != RC_OK)
			v.kind = VAL_NULL;
		return v;
	}
}

struct drawn {			/* records, written twice */
	struct buf lines;
	struct buf frames;
};

/* With @chosen, each of its keys comes at most once, and in that order. */
static void
draw_records(struct drawn *d, const struct sv *chosen, size_t nchosen, struct arena *a)
{
	struct framing *f = framing_new(chosen, nchosen);
	size_t n = rng_below(&r, RECORDS);
	struct jwrite w;

	for (size_t i = 0; i < n; i++) {
		size_t members = chosen != NULL ? nchosen : rng_below(&r, MEMBERS);
		bool undo = rng_below(&r, 10) == 0;
		size_t before = d->lines.n;

		framing_mark(f, &d->frames);
		framing_begin(f, &d->frames);
		jwrite_init(&w, &d->lines);
		jwrite_open(&w, '{');
		for (size_t k = 0; k < members; k++) {
			struct sv key = chosen != NULL ? chosen[k] : sv_of(DRAW_JSON_PICK(&r, keys));
			struct val v = draw_val(a);

			if (chosen != NULL && rng_below(&r, 4) == 0)
				continue;
			if (chosen != NULL)
				framing_put_at(f, &d->frames, k, &v);
			else
				framing_put(f, &d->frames, key, &v);
			jwrite_key_raw(&w, key);
			jwrite_val(&w, &v);
		}
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
		T_QUIET(framing_end(f, &d->frames), "a record fits");
		if (undo) {
			framing_undo(f, &d->frames);
			d->lines.n = before;
		}
	}
	framing_free(f);
	frame_seal(&d->frames);
}

/* Slots, members and line of every record. */
static void
print_records(const struct source *s, struct sv in, unsigned flags, struct buf *o)
{
	struct decoder *d = s->ops->decoder_new(s);
	struct block block = { .n = in.n, .flags = flags };
	struct batch b = { .max = 1 + rng_below(&r, BATCH_ROWS) };
	struct arena a;
	struct reject rej = { 0 };
	enum rc rc;

	arena_init(&a);
	block.p = calloc(in.n + PAD, 1);
	if (in.n > 0)
		memcpy(block.p, in.p, in.n);
	s->ops->begin(d, &block);
	while ((rc = source_fill(d, &b, &rej)) == RC_OK) {
		for (size_t i = 0; i < b.n; i++) {
			const struct record *rec = &b.row[i];

			buf_printf(o, "%u:", (unsigned)rec->line_no);
			for (size_t k = 0; k < s->proj->n; k++) {
				const struct val *v = &rec->slot[k];

				buf_printf(o, " %d ", v->kind == VAL_TIME ? VAL_STRING : v->kind);
				buf_sv(o, val_text(v, &a));
			}
			for (size_t k = 0; k < rec->nmember; k++) {
				buf_sv(o, rec->member[k].key);
				buf_c(o, '=');
				buf_sv(o, val_text(&rec->member[k].val, &a));
			}
			buf_sv(o, record_line(rec));
			buf_c(o, '\n');
		}
		arena_reset(&a);
	}
	T_QUIET(rc == RC_END, "all is read: %s", rej.msg);
	s->ops->decoder_free(d);
	free(block.p);
	arena_free(&a);
}

static const struct source *
draw_source(struct arena *a, struct proj *p, bool covered)
{
	const struct source *s;
	struct source_cfg cfg = { 0 };
	size_t slot;

	proj_init(p, a);
	for (int i = 0; i < FIELDS && !covered; i++)
		if (proj_add(p, sv_of(DRAW_JSON_PICK(&r, paths)), &slot, NULL) != RC_OK)
			abort();
	for (int i = 0; i < 3 && covered; i++)
		if (proj_add(p, sv_of(DRAW_JSON_PICK(&r, ((const char *const[]){ "a", "b" }))),
		    &slot, NULL) != RC_OK)
			abort();
	p->members = rng_below(&r, 3) == 0;
	T_QUIET(source_json(&s, &cfg, p, a, NULL) == RC_OK, "a source");
	return s;
}

/* Where they differ first. */
static const char *
first_difference(struct sv a, struct sv b)
{
	size_t i = 0, from;

	while (i < a.n && i < b.n && a.p[i] == b.p[i])
		i++;
	from = i < 100 ? 0 : i - 100;
	(void)snprintf(text, sizeof(text), "\n%.200s\nnot\n%.200s",
	    a.n > from ? a.p + from : "", b.n > from ? b.p + from : "");
	return text;
}

static void
same_records(struct arena *a, bool chosen)
{
	const struct sv names[] = { SV("timestamp"), SV("a"), SV("c.d"), SV("b") };
	struct drawn d;
	struct buf want, got;
	struct proj p;
	const struct source *s = draw_source(a, &p, chosen);

	buf_init(&d.lines, SIZE_MAX);
	buf_init(&d.frames, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	draw_records(&d, chosen ? names : NULL, chosen ? 4 : 0, a);
	print_records(s, buf_view(&d.lines), 0, &want);
	print_records(s, buf_view(&d.frames), BLOCK_FRAMES, &got);
	buf_c(&want, '\0');
	buf_c(&got, '\0');
	T_QUIET(sv_eq(buf_view(&want), buf_view(&got)), "records are the same: %s",
	    first_difference(buf_view(&want), buf_view(&got)));
	buf_free(&d.lines);
	buf_free(&d.frames);
	buf_free(&want);
	buf_free(&got);
}

/* More names than a frame has ids for: those beyond are named again for each value. */
static void
many_names(struct arena *a)
{
	enum { NAMES = FRAME_IDS + 500 };
	struct framing *f = framing_new(NULL, 0);
	const struct source *s;
	struct source_cfg cfg = { 0 };
	struct buf lines, frames, want, got;
	struct jwrite w;
	struct proj p;
	size_t slot;

	buf_init(&lines, SIZE_MAX);
	buf_init(&frames, SIZE_MAX);
	buf_init(&want, SIZE_MAX);
	buf_init(&got, SIZE_MAX);
	proj_init(&p, a);
	T_QUIET(proj_add(&p, SV("k7"), &slot, NULL) == RC_OK, "a field");
	T_QUIET(proj_add(&p, SV("k4444"), &slot, NULL) == RC_OK, "one of those beyond");
	T_QUIET(source_json(&s, &cfg, &p, a, NULL) == RC_OK, "a source");
	for (int i = 0; i < RECORDS; i++) {
		framing_mark(f, &frames);
		framing_begin(f, &frames);
		jwrite_init(&w, &lines);
		jwrite_open(&w, '{');
		for (int k = i % 10 == 0 ? 0 : NAMES - i; k < NAMES; k++) {
			char key[16];
			struct val v = val_of_double(k * i);

			snprintf(key, sizeof(key), "k%d", k);
			framing_put(f, &frames, sv_of(key), &v);
			jwrite_key_raw(&w, sv_of(key));
			jwrite_val(&w, &v);
		}
		jwrite_shut(&w, '}');
		jwrite_nl(&w);
		T_QUIET(framing_end(f, &frames), "a record fits");
	}
	framing_free(f);
	frame_seal(&frames);
	print_records(s, buf_view(&lines), 0, &want);
	print_records(s, buf_view(&frames), BLOCK_FRAMES, &got);
	buf_c(&want, '\0');
	buf_c(&got, '\0');
	T_QUIET(sv_eq(buf_view(&want), buf_view(&got)), "many names: %s",
	    first_difference(buf_view(&want), buf_view(&got)));
	buf_free(&lines);
	buf_free(&frames);
	buf_free(&want);
	buf_free(&got);
}

/* Whether all of it is whole, sound frames. */
static bool
is_sound(const struct buf *b)
{
	struct frame_head head;
	size_t at = 0;

	while (at < b->n && frame_check(b->p + at, b->n - at, UINT32_MAX, &head, NULL) == RC_OK)
		at += FRAME_HEAD + head.length;
	return at == b->n;
}

static void
find_damage(struct arena *a)
{
	struct drawn d;
	size_t at;

	buf_init(&d.lines, SIZE_MAX);
	buf_init(&d.frames, SIZE_MAX);
	draw_records(&d, NULL, 0, a);
	T_QUIET(is_sound(&d.frames), "frames are sound as they are written");
	for (int i = 0; i < 50 && d.frames.n > 0; i++) {
		char bit = (char)(1 << rng_below(&r, 8));

		at = rng_below(&r, d.frames.n);
		d.frames.p[at] ^= bit;
		T_QUIET(!is_sound(&d.frames), "a bit in byte %zu", at);
		d.frames.p[at] ^= bit;
	}
	if (d.frames.n > FRAME_HEAD) {
		d.frames.n -= 1 + rng_below(&r, FRAME_HEAD);
		T_QUIET(!is_sound(&d.frames), "cut to %zu bytes", d.frames.n);
	}
	buf_free(&d.lines);
	buf_free(&d.frames);
}

int
main(void)
{
	struct arena a;

	rng_init(&r, t_seed());
	arena_init(&a);
	for (int i = 0; i < ROUNDS; i++) {
		same_records(&a, i % 4 == 0);
		find_damage(&a);
		arena_reset(&a);
	}
	T_OK(true, "%d rounds", ROUNDS);
	many_names(&a);
	T_OK(true, "more names than ids");
	arena_free(&a);
	return t_done();
}
