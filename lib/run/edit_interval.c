/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * edit_interval - what becomes of x_lo and x_hi where --set makes something of x
 *
 * Arithmetic with constants in which one field stands once, and below no '/', takes the ends
 * of an interval to the ends of one: errors * 100, 1 - up, (c - 32) / 1.8.  Of other
 * expressions nothing is known of the ends; that is said where a record has them.
 */
#include "expr/lex.h"
#include "run/edit_plan.h"

struct walk {			/* over the tokens of an expression */
	struct lex_token field;	/* the one name; kind LEX_END: none yet */
	bool             more;	/* there is another, or something that is no arithmetic */
	bool             divides;	/* the name stands in what is divided by */
	size_t           depth;
	size_t           under;	/* depth in which a divisor began, + 1; 0: none */
};

static void
take_operator(struct walk *w, const struct lex *l)
{
	if (lex_is(l, "(")) {
		w->depth++;
		return;
	}
	if (lex_is(l, ")")) {
		w->depth -= w->depth > 0;
	} else if (lex_is(l, "/")) {
		w->under = w->under == 0 ? w->depth + 1 : w->under;
		return;
	} else if (lex_is(l, "+") || lex_is(l, "*") || lex_is(l, "-")) {
		if (l->prev.kind == LEX_OP && l->prev.text.p[0] != ')')
			return;	/* a sign */
	} else {
		w->more = true;
	}
	/* A divisor ends at the next operator beside it. */
	if (w->under != 0 && w->depth < w->under)
		w->under = 0;
}

static void
take_token(struct walk *w, const struct lex *l)
{
	switch (l->tok.kind) {
	case LEX_NAME:
		w->more |= w->field.kind != LEX_END || lex_is(l, "true") || lex_is(l, "false") ||
		    lex_is(l, "null");
		w->divides |= w->under != 0;
		w->field = l->tok;
		break;
	case LEX_OP:
		take_operator(w, l);
		break;
	case LEX_NUMBER:
		break;
	default:
		w->more = true;
	}
}

/* @text with @name in the place of @field. */
static struct sv
replace(struct sv text, const struct lex_token *field, struct sv name, struct arena *a)
{
	struct buf b;
	struct sv out;

	buf_init(&b, SIZE_MAX);
	buf_add(&b, text.p, field->col - 1);
	buf_sv(&b, name);
	buf_add(&b, text.p + field->end, text.n - field->end);
	out = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return out;
}

/* The field @name with @end behind it, as expressions write it; none for a part of another. */
static struct sv
end_name(struct sv name, const char *end, struct arena *a)
{
	struct sv *key, full;
	size_t nkey;
	struct buf b;

	if (proj_path(name, a, &key, &nkey, NULL) != RC_OK || nkey != 1)
		return SV("");
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%.*s%s", SV_SHOW(key[0]), end);
	full = arena_sv(a, buf_view(&b));
	buf_free(&b);
	return proj_name(&full, 1, a);
}

bool
edit_interval_follow(struct sv text, struct edit_end end[2], struct arena *a)
{
	struct walk w = { 0 };
	struct lex l;
	enum rc rc = lex_init(&l, text, a, NULL);

	for (; rc == RC_OK && l.tok.kind != LEX_END && !w.more; rc = lex_next(&l, NULL))
		take_token(&w, &l);
	if (rc != RC_OK || w.more || w.divides || w.field.kind == LEX_END)
		return false;
	for (int i = 0; i < 2; i++) {
		end[i].field = end_name(lex_raw(&l, &w.field), i == 0 ? "_lo" : "_hi", a);
		end[i].text = replace(text, &w.field, end[i].field, a);
	}
	return end[0].field.n > 0;
}
