/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/watch_file.h"

#include "io/lock.h"

#include <string.h>

enum rc
watch_file_open(struct watch_file *f, struct watch *w, const char *path, const struct job *j,
    struct err *e)
{
	enum rc rc;

	*f = (struct watch_file){ .path = path, .lock = -1 };
	if (strcmp(path, "-") == 0)
		return rc_err(e, RC_USAGE, "--state: expected a file, got '-'");
	rc = lock_take(&f->lock, path, e);
	f->there = f->lock >= 0;
	if (rc == RC_OK && f->there)
		rc = watch_state_load(w, path, j, e);
	return rc == RC_OK ? out_open(&f->next, path, e) : rc;
}

enum rc
watch_file_write(struct watch_file *f, const struct watch *w, const struct job *j, struct err *e)
{
	struct out *o = f->next;
	enum rc rc = watch_state_save(w, j, o, e);

	if (rc != RC_OK)
		return rc;
	/* There was nothing to lock: of two first runs, one makes it. */
	if (!f->there)
		out_fresh(o);
	out_flush(o);
	if (!out_failed(o))
		return RC_OK;
	f->next = NULL;
	return out_close(o, e);
}

enum rc
watch_file_close(struct watch_file *f, enum rc rc, bool renew, struct err *e)
{
	if (f->next != NULL && renew) {
		enum rc saved = out_close(f->next, e);

		rc = saved == RC_OK ? rc : saved;
	} else {
		out_abort(f->next);
	}
	lock_drop(f->lock);
	*f = (struct watch_file){ .lock = -1 };
	return rc;
}
