/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * spelled - states that come as they are spelled against the same read as any JSON
 *
 * Files of states are drawn, with keys and values of every kind, in lines or in one line or
 * in parts of a run; some lines are damaged or spelled in another way, and sealed after that.  Two
 * readers go through each file: what one leaves to its caller, read again, is what the other gives,
 * and where one refuses, both do, in the same words.
 */
#include "../t.h"

#include "base/buf.h"
#include "base/rng.h"
#include "state/pieces.h"
#include "state/state.h"
#include "state/state_again.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = T_ROUNDS(1000), LINES = 12 };

struct world {
	struct rng         rng;
	struct state_head  h;
	char               file[128];
	struct state_again *again;
	unsigned           spelled, plain, refused;
};

static const char *const names[] = { "route", "a b", "x\"y", "\xc3\xa9" };
static const char *const keys[] = { "\"/a\"", "\"/bb/{id}\"", "\"\"", "\"q\\\"\"", "\"\xc3\xbc\"",
	"null", "true", "false", "0", "17", "-3", "1.50", "123456789012345678", "\"a}b,\\u0061\"",
	"\"\xff\"", "\"tab\there\"" };
static const char *const states[] = { "[1,{\"n\":1},{\"values\":[1,2.5]}]", "[12]", "{\"a\":[]}",
	"[\"}\",\"\\\"}\"]", "7", "\"x\"", "null", "[1,]", "[]", "[{\"check\":\"0\"}]" };
static const char *const windows[] = { "2026-03-23T09:00:00Z", "2026-03-23T10:00:00Z",
	"2026-03-23T11:00:00+01:00", "2026-03-23T09:00:00.5Z", "x" };

#define DRAW(w, list) (list)[rng_below(&(w)->rng, sizeof(list) / sizeof(*(list)))]

static void
draw_head(struct world *w)
{
	w->h = (struct state_head){ .filter = SV("t"), .plan = SV("{}"), .time = SV("timestamp"),
		.tz = SV("UTC"), .nkey = (size_t)rng_below(&w->rng, 4) };
	for (size_t i = 0; i < w->h.nkey; i++)
		w->h.key[i] = (struct state_key){ sv_of(names[i]), SV("x") };
	if (rng_below(&w->rng, 2) == 0)
		w->h.window = SV("1h");
}

/* A few bytes more, less or other ones, or white space where some may be. */
static void
damage(struct world *w, struct buf *b)
{
	static const char odd[] = " \t0-.,:[]{}\"\\ae";
	size_t i = 1 + (size_t)rng_below(&w->rng, b->n - 1);

	switch (rng_below(&w->rng, 4)) {
	case 0:
		b->p[i] = odd[rng_below(&w->rng, sizeof(odd) - 1)];
		break;
	case 1:
		memmove(b->p + i, b->p + i + 1, b->n - i - 1);
		b->n--;
		break;
	default:
		while (i < b->n && b->p[i] != ':' && b->p[i] != ',')
			i++;
		buf_c(b, ' ');
		memmove(b->p + i + 1, b->p + i, b->n - 1 - i);
		b->p[i] = rng_below(&w->rng, 4) == 0 ? '\r' : ' ';
	}
}

static void
draw_state(struct world *w, struct buf *b, struct jwrite *jw)
{
	buf_clear(b);
	head_begin(jw, b, "state");
	jwrite_key(jw, SV("key"));
	jwrite_open(jw, '{');
	for (size_t i = 0; i < w->h.nkey; i++) {
		jwrite_key(jw, w->h.key[i].name);
		buf_sv(b, sv_of(rng_below(&w->rng, 3) == 0 ? DRAW(w, keys) : keys[i]));
		jw->comma = true;
	}
	jwrite_shut(jw, '}');
	if (w->h.window.n > 0) {
		jwrite_put_text(jw, "window", sv_of(rng_below(&w->rng, 9) == 0 ?
		    DRAW(w, windows) : windows[0]));
		jwrite_put_text(jw, "window_end", sv_of(rng_below(&w->rng, 9) == 0 ?
		    DRAW(w, windows) : windows[1]));
	}
	jwrite_key(jw, SV("state"));
	buf_sv(b, sv_of(rng_below(&w->rng, 4) == 0 ? DRAW(w, states) : states[0]));
	jw->comma = true;
	if (rng_below(&w->rng, 12) == 0)
		damage(w, b);
	head_seal(jw, b);
	if (rng_below(&w->rng, 60) == 0)
		b->p[rng_below(&w->rng, b->n - 1)] ^= 1;
}

/* @line without its end, as the form has it. */
static void
put_line(FILE *f, enum state_form form, bool first, struct sv line, struct sv head)
{
	if (form == STATE_KEYED) {
		fputs("k\t" PIECES_PART_BEGIN "00000000000000aa" PIECES_PART_LINES, f);
		fwrite(head.p, 1, head.n, f);
	}
	if (form == STATE_KEYED || (form == STATE_LINE && !first))
		fputc(',', f);
	fwrite(line.p, 1, line.n - 1, f);
	fputs(form == STATE_KEYED ? PIECES_END "\n" : form == STATE_LINE ? "" : "\n", f);
}

static void
draw_file(struct world *w)
{
	const enum state_form form = (enum state_form)rng_below(&w->rng, 3);
	FILE *f = fopen(w->file, "w");
	struct buf b, head;
	struct jwrite jw;

	draw_head(w);
	buf_init(&b, SIZE_MAX);
	buf_init(&head, SIZE_MAX);
	head_begin(&jw, &head, "states");
	head_write(&w->h, &jw);
	head_seal(&jw, &head);
	if (form == STATE_LINE)
		fputs(PIECES_LINE_BEGIN, f);
	if (form != STATE_KEYED)
		put_line(f, form, true, buf_view(&head), SV(""));
	head.n--;
	for (int i = 0; i < LINES; i++) {
		draw_state(w, &b, &jw);
		put_line(f, form, false, buf_view(&b), buf_view(&head));
	}
	buf_clear(&b);
	head_begin(&jw, &b, "states_end");
	jwrite_put_u64(&jw, "groups", LINES);
	jwrite_put_u64(&jw, "sources", 0);
	head_seal(&jw, &b);
	put_line(f, form, false, buf_view(&b), buf_view(&head));
	if (form == STATE_LINE)
		fputs(PIECES_END "\n", f);
	fclose(f);
	buf_free(&b);
	buf_free(&head);
}

static bool
same_val(const struct val *a, const struct val *b)
{
	return a->kind == b->kind && sv_eq(a->text, b->text);
}

static bool
same_item(const struct world *w, const struct state_item *a, const struct val *state,
    const struct state_item *b)
{
	bool same = a->event == b->event && a->span.from_us == b->span.from_us &&
	    a->span.to_us == b->span.to_us && same_val(state, &b->state);

	for (size_t i = 0; i < w->h.nkey && a->event == STATE_GROUP; i++)
		same = same && same_val(&a->key[i], &b->key[i]);
	return same;
}

/* The same words; but a line that is cut out of others has its end where they go on. */
static bool
same_words(const char *a, const char *b)
{
	const char *what = strstr(a, ": expected ");

	if (what == NULL || strstr(a, "found end of line") == NULL)
		return strcmp(a, b) == 0;
	return strncmp(a, b, (size_t)(what - a)) == 0;
}

/* One step of both; false: they end here. */
static bool
step(struct world *w, struct state_reader *ra, struct state_reader *rb, bool *same)
{
	static struct state_item a, b;
	struct err ea = { 0 }, eb = { 0 }, why = { 0 };
	enum rc ca = state_next(ra, &a, &ea), cb = state_next(rb, &b, &eb);
	struct val state = a.state;

	if (ca == RC_OK && a.event == STATE_GROUP && a.spelled) {
		w->spelled++;
		ca = state_again_read(w->again, a.line, &state, &why);
		if (ca != RC_OK)
			ca = state_fail(ra, &ea, "%s", why.msg);
	} else {
		w->plain++;
	}
	*same = ca == cb && same_words(ea.msg, eb.msg) &&
	    (ca != RC_OK || same_item(w, &a, &state, &b));
	if (!*same)
		printf("# %d '%s', but %d '%s'\n", (int)ca, ea.msg, (int)cb, eb.msg);
	w->refused += ca == RC_SYNTAX;
	return ca == RC_OK && *same;
}

static bool
check_file(struct world *w)
{
	const struct state_head *ha, *hb;
	struct state_reader *ra = NULL, *rb = NULL;
	struct err e = { 0 };
	bool same = true;

	if (state_open_file(&ra, w->file, NULL, &ha, &e) == RC_OK &&
	    state_open_file(&rb, w->file, NULL, &hb, &e) == RC_OK) {
		state_take_spelled(ra);
		while (step(w, ra, rb, &same))
			;
	} else {
		printf("# %s\n", e.msg);
		same = false;
	}
	state_close(ra);
	state_close(rb);
	return same;
}

int
main(void)
{
	struct world w = { .again = state_again_new() };
	bool same = true;
	int fd = mkstemp(t_temporary(w.file, sizeof(w.file), "cx-spelled"));

	if (!T_OK(fd >= 0, "a file"))
		return t_done();
	close(fd);
	rng_init(&w.rng, t_seed());
	for (int i = 0; i < ROUNDS && same; i++) {
		draw_file(&w);
		same = T_QUIET(check_file(&w), "round %d: the same states, or the same words", i);
	}
	T_OK(same, "states as they are spelled are those of any reader");
	T_OK(w.spelled > 10 * ROUNDS / 4 && w.plain > ROUNDS && w.refused > ROUNDS / 4,
	    "some of each: %u, %u, %u", w.spelled, w.plain, w.refused);
	if (same)
		unlink(w.file);
	state_again_free(w.again);
	return t_done();
}
