/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/given.h"

enum rc
given_expr(const struct expr **x, const char *opt, const char *text, struct job *j,
    struct err *e)
{
	enum rc rc = expr_compile(x, sv_of(text), &j->query.env, e);

	if (rc != RC_OK)
		rc_in(e, opt, text);
	return rc;
}

enum rc
given_expr_or(const struct expr **x, const char *opt, const char *text, const char *otherwise,
    struct job *j, struct err *e)
{
	const size_t named = j->query.proj.n;
	enum rc rc;

	if (text != NULL)
		return given_expr(x, opt, text, j, e);
	rc = given_expr(x, opt, otherwise, j, e);
	for (size_t i = named; i < j->query.proj.n; i++)
		j->query.proj.field[i].derived = true;
	return rc;
}

bool
given_word(struct sv s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i], low = c | 0x20;

		if (!(c == '_' || c >= 0x80 || (low >= 'a' && low <= 'z') ||
		    (i > 0 && num_is_digit(c))))
			return false;
	}
	return s.n > 0 && !sv_is(s, "true") && !sv_is(s, "false") && !sv_is(s, "null");
}

enum rc
given_event(const struct expr **x, const char *opt, const char *text, const char *otherwise,
    struct job *j, struct err *e)
{
	const char *full = text;
	struct buf b;

	if (text != NULL && given_word(sv_trim(sv_of(text)))) {
		buf_init(&b, SIZE_MAX);
		buf_printf(&b, "event_name == \"%.*s\"", SV_SHOW(sv_trim(sv_of(text))));
		full = arena_bytes(&j->arena, b.p, b.n);
		buf_free(&b);
	}
	return given_expr_or(x, opt, full, otherwise, j, e);
}

const char *
given_text(const struct expr *x, struct arena *a)
{
	struct sv text;

	if (x == NULL)
		return NULL;
	text = expr_text(x, a);
	return arena_bytes(a, text.p, text.n);
}

enum rc
given_duration(int64_t *us, const char *opt, const char *text, int64_t least, const char *such,
    struct err *e)
{
	if (tstamp_duration(sv_of(text), us) && *us >= least)
		return RC_OK;
	return rc_err(e, RC_USAGE, "%s: expected a duration such as %s, got '%s'", opt, such,
	    text);
}

enum rc
given_size(uint64_t *bytes, const char *opt, const char *text, struct err *e)
{
	struct sv s = sv_of(text);
	unsigned shift = 0;

	switch (s.n > 0 ? s.p[s.n - 1] | 0x20 : 0) {
	case 'g':
		shift += 10;
		/* fallthrough */
	case 'm':
		shift += 10;
		/* fallthrough */
	case 'k':
		shift += 10;
		s.n--;
	}
	if (num_u64(s, bytes) == RC_OK && *bytes > 0 && *bytes <= UINT64_MAX >> shift) {
		*bytes <<= shift;
		return RC_OK;
	}
	return rc_err(e, RC_USAGE, "%s: expected a size such as 200M, got '%s'", opt, text);
}

enum rc
given_weight(const char **text, struct job *j, struct err *e)
{
	const struct sv sampled = SV("sampled:");
	struct job_weight *w = &j->query.weight;
	struct buf b;
	bool draw;
	enum rc rc;

	if (*text == NULL)
		return RC_OK;
	draw = sv_starts(sv_of(*text), sampled);
	rc = given_expr(&w->x, "--weight", *text + (draw ? sampled.n : 0), j, e);
	if (rc != RC_OK)
		return rc;
	w->text = expr_text(w->x, &j->arena);
	w->sampled = draw;
	w->least = draw ? 1 : 0;
	w->most = draw ? GIVEN_SAMPLED_MAX : GIVEN_WEIGHT_MAX;
	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%s%.*s", draw ? sampled.p : "", SV_SHOW(w->text));
	*text = arena_bytes(&j->arena, b.p, b.n);
	buf_free(&b);
	return RC_OK;
}
