/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric/metric_spelled.h"

#include "base/mem.h"

#include <string.h>

struct metric_spelled {
	const struct metric_set *m;
	char                    *st;	/* states of a group, */
	char                    *room;	/* ... and what they point into: */
	size_t                  *at;	/* of each aggregate from here on */
};

enum { ALIGN = _Alignof(max_align_t) };

struct metric_spelled *
metric_spelled_new(const struct metric_set *m)
{
	struct metric_spelled *s;
	size_t room = 0;

	for (size_t i = 0; i < m->nagg; i++)
		if (m->agg[i].type->read == NULL)
			return NULL;
	s = mem_zalloc(sizeof(*s));
	s->m = m;
	s->st = mem_zalloc(m->size + 1);
	s->at = mem_array(NULL, m->nagg + 1, sizeof(*s->at));
	for (size_t i = 0; i < m->nagg; i++) {
		s->at[i] = room;
		room += (m->agg[i].type->room + ALIGN - 1) / ALIGN * ALIGN;
	}
	s->room = mem_zalloc(room + 1);
	return s;
}

const void *
metric_spelled_read(struct metric_spelled *s, struct sv text)
{
	const struct metric_set *m = s->m;
	struct jspelled t = { text.p, text.p + text.n };

	memset(s->st, 0, m->size);
	for (size_t i = 0; i < m->nagg; i++) {
		const struct metric_agg *a = &m->agg[i];

		if (!jspelled_is(&t, i == 0 ? "[" : ",", 1) ||
		    !a->type->read(s->st + a->off, &a->cfg, &t, s->room + s->at[i]))
			return NULL;
	}
	return m->nagg > 0 && JSPELLED_IS(&t, "]") && t.at == t.end ? s->st : NULL;
}

void
metric_spelled_free(struct metric_spelled *s)
{
	if (s == NULL)
		return;
	mem_free(s->st);
	mem_free(s->room);
	mem_free(s->at);
	mem_free(s);
}
