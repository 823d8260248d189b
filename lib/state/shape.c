/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/shape.h"

#include "base/utf8.h"
#include "json/jscan.h"
#include "json/jspelled.h"
#include "json/jwrite.h"
#include "record/time_member.h"

#include <string.h>

#define WINDOW  "},\"window\":\""
#define UNTIL   "\",\"window_end\":\""
#define STATE   ",\"state\":"

enum { TIME_MAX = 64 };

void
shape_init(struct shape *s)
{
	memset(s, 0, sizeof(*s));
	buf_init(&s->text, SIZE_MAX);
}

void
shape_of(struct shape *s, const struct state_head *h)
{
	struct jwrite w;

	if (s->of == h)
		return;
	s->of = h;
	s->ntail = 0;
	buf_clear(&s->text);
	head_begin(&w, &s->text, "state");
	jwrite_key(&w, SV("key"));
	jwrite_open(&w, '{');
	for (size_t i = 0; i < h->nkey; i++) {
		jwrite_key(&w, h->key[i].name);
		s->to[i] = s->text.n;
		w.comma = true;
	}
}

/* A string without escapes, the rest of which begins at @p. */
static const char *
read_string(const char *p, const char *end, struct val *v)
{
	struct jscan scan = { .high = 0 };
	const char *q = jscan_plain(&scan, p);
	const struct sv text = { p, (size_t)(q - p) };

	if (q >= end || *q != '"')
		return NULL;
	if ((scan.high & JSCAN_ALL(0x80)) != 0 && utf8_valid(text) != text.n)
		return NULL;
	*v = (struct val){ .kind = VAL_STRING, .text = text };
	return q + 1;
}

static const char *
read_word(const char *p, const char *end, struct val *v)
{
	struct jspelled t = { p, end };
	uint64_t n;

	if (JSPELLED_IS(&t, "null"))
		*v = (struct val){ .kind = VAL_NULL };
	else if (JSPELLED_IS(&t, "true"))
		*v = (struct val){ .kind = VAL_TRUE };
	else if (JSPELLED_IS(&t, "false"))
		*v = (struct val){ .kind = VAL_FALSE };
	else if (jspelled_u64(&t, &n))
		*v = (struct val){ .kind = VAL_NUMBER };
	else
		return NULL;
	v->text = (struct sv){ p, (size_t)(t.at - p) };
	return t.at;
}

/* A time, the rest of a string. */
static bool
read_time(struct jspelled *t, int64_t *at_us)
{
	const size_t rest = (size_t)(t->end - t->at);
	const char *q = memchr(t->at, '"', rest < TIME_MAX ? rest : TIME_MAX);
	const struct sv text = { t->at, q != NULL ? (size_t)(q - t->at) : 0 };

	if (text.n == 0 || !time_member_read(text, at_us))
		return false;
	t->at = q;
	return true;
}

/* Behind the values of the keys. */
static const char *
read_tail(struct shape *s, const char *p, const char *end, struct twindow_span *span)
{
	struct jspelled t = { p, end };

	if (s->ntail != 0 && jspelled_is(&t, s->tail, s->ntail)) {
		*span = s->span;
		return t.at;
	}
	if (s->of->window.n == 0) {
		if (!JSPELLED_IS(&t, "}" STATE))
			return NULL;
	} else if (!JSPELLED_IS(&t, WINDOW) || !read_time(&t, &span->from_us) ||
	    !JSPELLED_IS(&t, UNTIL) || !read_time(&t, &span->to_us) ||
	    !JSPELLED_IS(&t, "\"" STATE) || span->from_us >= span->to_us) {
		return NULL;
	}
	s->ntail = (size_t)(t.at - p);
	if (s->ntail > sizeof(s->tail)) {
		s->ntail = 0;
		return t.at;
	}
	memcpy(s->tail, p, s->ntail);
	s->span = *span;
	return t.at;
}

const char *
shape_read(struct shape *s, const char *p, const char *end, struct val *key,
    struct twindow_span *span)
{
	struct jspelled t = { p, end };
	size_t from = 0;

	*span = (struct twindow_span){ 0, 0 };
	if (s->of->nkey == 0 && !jspelled_is(&t, s->text.p, s->text.n))
		return NULL;
	for (size_t i = 0; i < s->of->nkey; i++) {
		if (!jspelled_is(&t, s->text.p + from, s->to[i] - from) || t.at == end)
			return NULL;
		t.at = *t.at == '"' ? read_string(t.at + 1, end, &key[i]) :
		    read_word(t.at, end, &key[i]);
		if (t.at == NULL)
			return NULL;
		from = s->to[i];
	}
	return read_tail(s, t.at, end, span);
}

void
shape_free(struct shape *s)
{
	buf_free(&s->text);
}
