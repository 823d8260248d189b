/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/memory.h"

#include "io/lock.h"
#include "io/stop.h"

#include <string.h>

void
memory_init(struct memory *m, const struct memory_ops *ops, void *ctx)
{
	*m = (struct memory){ .ops = ops, .ctx = ctx, .lock = -1 };
}

enum rc
memory_open(struct memory *m, const char *option, const char *path, const struct job *j,
    struct err *e)
{
	enum rc rc;

	if (strcmp(path, "-") == 0)
		return rc_err(e, RC_USAGE, "%s: expected a file, got '-'", option);
	rc = lock_take(&m->lock, path, e);
	m->there = m->lock >= 0;
	if (rc == RC_OK && m->there)
		rc = m->ops->load(m->ctx, path, j, e);
	return rc == RC_OK ? out_open(&m->next, path, e) : rc;
}

enum rc
memory_write(struct memory *m, const struct job *j, struct err *e)
{
	struct out *o = m->next;
	enum rc rc;

	if (o == NULL)
		return RC_OK;
	rc = m->ops->save(m->ctx, j, o, e);
	if (rc != RC_OK)
		return rc;
	/* There was nothing to lock: of two first runs, one makes it. */
	if (!m->there)
		out_fresh(o);
	out_flush(o);
	if (!out_failed(o))
		return RC_OK;
	m->next = NULL;
	return out_close(o, e);
}

/* What was found is with the reader: then it is known, and not to be found again. */
static bool
is_told(enum rc rc, bool whole)
{
	return (rc == RC_OK || rc == RC_NO || rc == RC_NOVERDICT) &&
	    (stop_signal() == 0 || !whole);
}

enum rc
memory_close(struct memory *m, struct job *j, enum rc rc, struct err *e)
{
	/* The output is a file, which a signal leaves as it was. */
	bool whole = j->run.out != NULL && out_replaces(j->run.out);

	rc = job_close(j, rc, e);
	if (m->next != NULL && is_told(rc, whole)) {
		enum rc saved = out_close(m->next, e);

		rc = saved == RC_OK ? rc : saved;
	} else {
		out_abort(m->next);
	}
	lock_drop(m->lock);
	m->next = NULL;
	m->lock = -1;
	return rc;
}
