/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_writer.h"

#include "base/mem.h"
#include "key/scan_key.h"

enum {
	GATHER = 64 * 1024,	/* output gathered before it is handed on */
	LINE_FACTS = 1 << 20	/* bytes of facts in one line of states */
};

void
scan_writer_begin(struct scan_writer *w, struct job *j, const struct scan_plan *p)
{
	*w = (struct scan_writer){ .j = j, .p = p };
	w->key = mem_array(NULL, p->nkey + 1, sizeof(*w->key));
	arena_init(&w->tmp);
	buf_init(&w->o, SIZE_MAX);
	if (p->partial != NULL)
		state_writer_begin(&w->states, j->run.out, j, p->partial);
}

/* [[time,fact],...], in lines that no reader's --max-line minds. */
static void
save(struct scan_writer *w, const struct scan_seq *s)
{
	for (size_t i = 0; i < s->n;) {
		struct jwrite *jw = state_writer_open(&w->states, s->key, NULL,
		    (struct twindow_span){ 0, 0 });
		size_t room = LINE_FACTS;

		jwrite_open(jw, '[');
		do {
			jwrite_open(jw, '[');
			jwrite_i64(jw, s->fact[i].at_us);
			jwrite_raw(jw, s->fact[i].text);
			jwrite_shut(jw, ']');
			room = s->fact[i].text.n < room ? room - s->fact[i].text.n : 0;
		} while (++i < s->n && room > s->fact[i].text.n);
		jwrite_shut(jw, ']');
		state_writer_shut(&w->states);
	}
}

enum rc
scan_writer_key(struct scan_writer *w, struct sv text, const struct scan_list *l, struct err *e)
{
	struct scan_seq s = { .key = w->key, .text = text, .n = (size_t)l->n, .tmp = &w->tmp };
	enum rc rc = RC_OK;

	scan_key_read(text, w->key, w->p->nkey);
	scan_list_read(l, &w->facts);
	s.fact = w->facts.fact;
	if (w->p->partial != NULL)
		save(w, &s);
	else
		rc = w->p->ops->each(w->p->ctx, &s, &w->o, e);
	arena_reset(&w->tmp);
	if (w->o.n >= GATHER)
		scan_writer_push(w);
	return rc;
}

void
scan_writer_push(struct scan_writer *w)
{
	out_sv(w->j->run.out, buf_view(&w->o));
	buf_clear(&w->o);
}

void
scan_writer_end(struct scan_writer *w, bool failed)
{
	if (!failed)
		scan_writer_push(w);
	if (w->p->partial != NULL && !failed)
		state_writer_end(&w->states);
	else if (w->p->partial != NULL)
		buf_free(&w->states.b);
	scan_list_release(&w->facts);
	buf_free(&w->o);
	arena_free(&w->tmp);
	mem_free(w->key);
}

enum rc
scan_writer_all(struct job *j, const struct scan_plan *p, const struct scan_part *part,
    struct err *e)
{
	struct scan_entry *entry = scan_part_order(part, p->nkey);
	struct scan_writer w;
	enum rc rc = RC_OK;

	scan_writer_begin(&w, j, p);
	for (size_t i = 0; rc == RC_OK && i < part->map.n && !out_failed(j->run.out); i++)
		rc = scan_writer_key(&w, entry[i].text, entry[i].list, e);
	scan_writer_end(&w, rc != RC_OK);
	mem_free(entry);
	return rc;
}
