/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/explain.h"

#include "base/rfc3339.h"
#include "json/jwrite.h"

#include <string.h>
#include <sys/stat.h>

static void
put_text(struct jwrite *w, const char *name, struct sv text)
{
	if (text.n == 0)
		return;
	jwrite_key(w, sv_of(name));
	jwrite_str(w, text);
}

void
explain_write(struct job *j, const struct explain_row *row)
{
	struct jwrite w;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	jwrite_init(&w, &o);
	jwrite_open(&w, '{');
	put_text(&w, "kind", SV("explain"));
	put_text(&w, "part", sv_of(row->part));
	put_text(&w, "name", row->name);
	put_text(&w, "is", row->is);
	put_text(&w, "method", sv_of(row->method != NULL ? row->method : ""));
	put_text(&w, "interval", sv_of(row->interval != NULL ? row->interval : ""));
	put_text(&w, "grows", sv_of(row->grows != NULL ? row->grows : ""));
	if (row->bytes != 0) {
		jwrite_key(&w, SV("bytes"));
		jwrite_u64(&w, row->bytes);
	}
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
	out_sv(j->run.out, buf_view(&o));
	buf_free(&o);
}

static void
say_input(struct job *j, const char *path, const char *threads)
{
	struct explain_row row = { .part = "input", .is = sv_of(j->run.source->name) };
	struct stat st;

	row.method = threads;
	if (path == NULL || strcmp(path, "-") == 0) {
		row.name = SV("standard input");
	} else {
		row.name = sv_of(path);
		if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
			row.bytes = (uint64_t)st.st_size;
	}
	explain_write(j, &row);
}

static void
say_inputs(struct job *j)
{
	const unsigned n = job_threads(j);
	struct buf b;

	buf_init(&b, SIZE_MAX);
	buf_printf(&b, "%u thread%s", n, n == 1 ? "" : "s");
	buf_c(&b, '\0');
	for (size_t i = 0; i < j->given.nfile; i++)
		say_input(j, j->given.file[i], b.p);
	if (j->given.nfile == 0)
		say_input(j, NULL, b.p);
	buf_free(&b);
}

/* "from 2026-11-01T00:00:00Z to 2026-11-02T00:00:00Z", as far as there is an end. */
static void
put_bound(const struct job *j, const char *word, int64_t at_us, struct buf *b)
{
	char text[RFC3339_MAX];
	size_t n = rfc3339_text(at_us, tzone_offset(j->query.zone, at_us), text);

	buf_printf(b, "%s%s %.*s", b->n > 0 ? " " : "", word, (int)n, text);
}

static void
say_time(struct job *j)
{
	struct buf b;

	if (!j->query.timed)
		return;
	buf_init(&b, SIZE_MAX);
	if (j->query.from_us != INT64_MIN)
		put_bound(j, "from", j->query.from_us, &b);
	if (j->query.to_us != INT64_MAX)
		put_bound(j, "to", j->query.to_us, &b);
	explain_write(j, &(struct explain_row){ .part = "time",
	    .name = j->query.proj.field[j->query.time_slot].name, .is = buf_view(&b),
	    .method = j->query.time_required ? "a record without it is rejected" :
	    "a record without it is taken" });
	buf_free(&b);
}

enum rc
explain_open(struct job *j, struct err *e)
{
	const struct proj *p = &j->query.proj;
	enum rc rc = job_open(j, NULL, e);

	if (rc != RC_OK)
		return rc;
	say_inputs(j);
	say_time(j);
	if (j->query.where != NULL)
		explain_write(j, &(struct explain_row){ .part = "where",
		    .is = expr_text(j->query.where, &j->arena) });
	for (size_t i = 0; i < p->n; i++)
		if (!p->field[i].derived)
			explain_write(j, &(struct explain_row){ .part = "field",
			    .name = p->field[i].name });
	if (p->members)
		explain_write(j, &(struct explain_row){ .part = "field",
		    .is = SV("all others, to be written") });
	return RC_OK;
}
