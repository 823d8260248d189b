/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan_saved.h"

#include "scan/scan_resume.h"

/* Take the saved query for the options that were given when the states were written. */
static enum rc
adopt_head(const struct scan_filter *f, const struct state_reader *r, const struct state_head *h,
    struct job *j, struct err *e)
{
	struct err why = { 0 };
	enum rc rc = saved_query(r, h, &(struct query){ f->rows, f->values }, j, e);

	if (rc != RC_OK)
		return rc;
	if (f->adopt(f->values, h, j, &why) != RC_OK)
		return state_fail(r, e, "%s", why.msg);
	return state_adopt(h, j, e);
}

static enum rc
merge_states(const struct scan_filter *f, struct job *j, struct err *e)
{
	const struct state_cfg sc = saved_cfg(f->rows, f->states);
	const struct state_head *h;
	struct state_reader *r = NULL;
	struct scan_plan p;
	enum rc rc = state_open(&r, j, &sc, &h, e);

	if (rc == RC_OK)
		rc = adopt_head(f, r, h, j, e);
	if (rc == RC_OK)
		rc = f->compile(&p, f->values, j, e);
	if (rc == RC_OK)
		rc = scan_merge(j, &p, r, h, e);
	state_close(r);
	return rc;
}

enum rc
scan_saved_run(const struct scan_filter *f, struct job *j, struct err *e)
{
	struct scan_plan p;
	enum rc rc;

	if (f->states->merge)
		return merge_states(f, j, e);
	rc = f->compile(&p, f->values, j, e);
	if (rc != RC_OK)
		return rc;
	scan_resume_plan(&p, f->kept, f->rows, j);
	return scan_run(j, &p, e);
}
