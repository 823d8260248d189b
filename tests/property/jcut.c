/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * -f json of text that is not lines: an element gives the same bytes as on a line of its
 * own, however the text is laid out; damaged or not, the same records and rejects however
 * it is cut into blocks; and the borders are those that jansson finds
 */
#include "../draw_json.h"
#include "../elements.h"
#include "../t.h"

enum { ROUNDS = T_ROUNDS(600), ELEMENTS = 12, CUTS = 3, DAMAGE = 4 };

struct layout {
	struct rng      *r;
	struct draw_json doc;
	struct buf       text;		/* laid out */
	struct buf       lines;		/* the objects, as records show them */
	size_t           others;	/* elements that are no objects */
};

static void
put_space(struct layout *l)
{
	static const char *const space[] = { "", "", " ", "\n", "\r\n", "\t", "\n\n  ", " \n\t" };

	buf_sv(&l->text, sv_of(DRAW_JSON_PICK(l->r, space)));
}

/* The document with white space and line ends between its tokens; its own spaces go. */
static void
put_pretty(struct layout *l)
{
	bool string = false;

	for (size_t i = 0; i < l->doc.n; i++) {
		char c = l->doc.p[i];

		if (!string && (c == ' ' || c == '\t' || c == '\r'))
			continue;
		buf_c(&l->text, c);
		buf_c(&l->lines, c);
		if (string && c == '\\') {
			buf_c(&l->text, l->doc.p[++i]);
			buf_c(&l->lines, l->doc.p[i]);
		} else if (c == '"') {
			string = !string;
		}
		if (i == 0)
			buf_c(&l->text, '\n');
		else if (!string && strchr("{}[],:", c) != NULL && i + 1 < l->doc.n)
			put_space(l);
	}
	buf_c(&l->lines, '\n');
}

static void
put_object(struct layout *l)
{
	l->doc.n = 0;
	draw_json_container(l->r, &l->doc, 0, true);
	if (rng_below(l->r, 2) == 0) {
		put_pretty(l);
		return;
	}
	buf_add(&l->text, l->doc.p, l->doc.n);
	buf_add(&l->lines, l->doc.p, l->doc.n);
	buf_c(&l->lines, '\n');
}

static void
put_array(struct layout *l)
{
	size_t n = (size_t)rng_below(l->r, ELEMENTS);

	buf_c(&l->text, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_c(&l->text, ',');
		put_space(l);
		if (rng_below(l->r, 10) != 0) {
			put_object(l);
		} else {
			l->doc.n = 0;
			do {
				l->doc.n = 0;
				draw_json_value(l->r, &l->doc, 5);
			} while (l->doc.p[0] == '{');
			buf_add(&l->text, l->doc.p, l->doc.n);
			l->others++;
		}
		put_space(l);
	}
	buf_c(&l->text, ']');
}

/* A text of every layout there is, mixed. */
static void
put_text(struct layout *l)
{
	size_t n = (size_t)rng_below(l->r, ELEMENTS);

	buf_clear(&l->text);
	buf_clear(&l->lines);
	l->others = 0;
	for (size_t i = 0; i < n; i++) {
		switch (rng_below(l->r, 4)) {
		case 0:
			put_array(l);
			break;
		case 1:
			buf_c(&l->text, JCUT_RS);
			put_object(l);
			buf_c(&l->text, '\n');
			break;
		case 2:
			put_object(l);
			buf_c(&l->text, '\n');
			break;
		default:
			put_object(l);
			put_space(l);
			break;
		}
	}
}

static bool
same_when_cut(struct elements *whole, struct elements *cut, struct sv text, struct rng *r)
{
	for (int i = 0; i < CUTS; i++) {
		elements_read(cut, text, 1 + (size_t)rng_below(r, i == 0 ? 8 : 300), r);
		if (!T_QUIET(sv_eq(buf_view(&whole->out), buf_view(&cut->out)),
		    "cut, the text\n%.*s\ngives\n%.*snot\n%.*s", (int)text.n, text.p,
		    (int)cut->out.n, cut->out.p, (int)whole->out.n, whole->out.p))
			return false;
	}
	return true;
}

static bool
as_jansson(struct elements *x, struct sv text, struct rng *r)
{
	bool huge, same;
	size_t deep;
	char *copy = neutral_copy(text.p != NULL ? text.p : "", text.n, &deep, &huge);
	struct sv s = { copy, text.n };

	elements_read(x, s, 0, r);
	same = huge || T_QUIET(elements_check(x, s), "jansson finds others than\n%.*sin\n%.*s",
	    (int)x->out.n, x->out.p, (int)text.n, text.p);
	free(copy);
	return same;
}

static bool
laid_out(struct layout *l, struct elements *whole, struct elements *cut)
{
	struct sv text = buf_view(&l->text);

	put_text(l);
	text = buf_view(&l->text);
	elements_read(whole, text, 0, l->r);
	return T_QUIET(whole->rejects == l->others && sv_eq(buf_view(&whole->line),
	    buf_view(&l->lines)), "laid out as\n%.*s\nthe objects\n%.*sare\n%.*s", (int)text.n,
	    text.p, (int)l->lines.n, l->lines.p, (int)whole->out.n, whole->out.p) &&
	    same_when_cut(whole, cut, text, l->r) && as_jansson(whole, text, l->r);
}

static bool
damaged(struct layout *l, struct elements *whole, struct elements *cut)
{
	struct draw_json t = { malloc(DRAW_JSON_MAX), l->text.n };
	bool ok = true;

	if (t.n < DRAW_JSON_MAX - DAMAGE && t.n > 0) {
		memcpy(t.p, l->text.p, t.n);
		for (uint64_t i = 0, n = 1 + rng_below(l->r, DAMAGE); i < n; i++)
			draw_json_damage(l->r, &t);
		elements_read(whole, (struct sv){ t.p, t.n }, 0, l->r);
		ok = same_when_cut(whole, cut, (struct sv){ t.p, t.n }, l->r) &&
		    as_jansson(whole, (struct sv){ t.p, t.n }, l->r);
	}
	free(t.p);
	return ok;
}

static void
law(struct rng *r, size_t max_line, const char *what)
{
	struct elements whole, cut;
	struct layout l = { .r = r, .doc = { malloc(DRAW_JSON_MAX), 0 } };
	bool ok = true;

	buf_init(&l.text, SIZE_MAX);
	buf_init(&l.lines, SIZE_MAX);
	elements_init(&whole, max_line);
	elements_init(&cut, max_line);
	for (int i = 0; ok && i < ROUNDS; i++) {
		if (max_line == 0) {
			ok = laid_out(&l, &whole, &cut) && damaged(&l, &whole, &cut);
			continue;
		}
		put_text(&l);
		elements_read(&whole, buf_view(&l.text), 0, r);
		ok = same_when_cut(&whole, &cut, buf_view(&l.text), r);
		l.text.n -= l.text.n > 0 ? (size_t)rng_below(r, l.text.n) : 0;
		elements_read(&whole, buf_view(&l.text), 0, r);
		ok = ok && same_when_cut(&whole, &cut, buf_view(&l.text), r);
	}
	T_OK(ok, "%s", what);
	elements_free(&whole);
	elements_free(&cut);
	buf_free(&l.text);
	buf_free(&l.lines);
	free(l.doc.p);
}

int
main(void)
{
	struct rng r;

	rng_init(&r, t_seed());
	law(&r, 0, "however it is laid out, cut and damaged");
	law(&r, 60, "however it is cut, when elements are too long");
	return t_done();
}
