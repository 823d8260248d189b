/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "anomaly/watch_file.h"

#include "io/lock.h"

#include <string.h>
#include <sys/stat.h>

/* A file of its own, not one that this run writes. */
static enum rc
check_path(const char *path, const struct job *j, struct err *e)
{
	if (strcmp(path, "-") == 0)
		return rc_err(e, RC_USAGE, "--state: expected a file, got '-'");
	if (j->given.output != NULL && strcmp(path, j->given.output) == 0)
		return rc_err(e, RC_USAGE, "--state and --output are one file: '%s'", path);
	if (j->given.rejects != NULL && strcmp(path, j->given.rejects) == 0)
		return rc_err(e, RC_USAGE, "--state and --rejects are one file: '%s'", path);
	return RC_OK;
}

enum rc
watch_file_open(struct watch_file *f, struct watch *w, const char *path, const struct job *j,
    struct err *e)
{
	enum rc rc = check_path(path, j, e);

	*f = (struct watch_file){ .path = path, .lock = -1 };
	if (rc == RC_OK)
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
	struct stat st;

	/* There was nothing to lock, and two first runs cannot both be the first. */
	if (!f->there && stat(f->path, &st) == 0)
		return rc_err(e, RC_IO, "%s: another run has made it meanwhile", f->path);
	watch_state_save(w, j, o);
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
