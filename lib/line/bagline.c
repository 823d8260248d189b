/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line/bagline.h"

#include "line/lvalue.h"

void
bagline_init(struct line_decoder *d, unsigned flags)
{
	const struct bagline *l = (const struct bagline *)d->base.src;

	lbag_init(&((struct bagline_decoder *)d)->bag, l->base.base.proj, l->map, &l->cfg, flags,
	    &d->base);
}

void
bagline_find(struct bagline_decoder *d, const char *const *names, size_t n,
    const struct lbag_name **out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = lbag_name(&d->bag, sv_of(names[i]));
}

void
bagline_begin(struct bagline_decoder *d, struct sv line)
{
	d->bag.why = "";
	lbag_begin(&d->bag, line);
}

enum rc
bagline_end(struct bagline_decoder *d, struct sv line, const char *bad, const char *why,
    struct record *r, struct reject *rej)
{
	char found[LVALUE_SHOWN];

	if (bad != NULL)
		return source_reject(rej, "log", d->base.lines, (uint64_t)(bad - line.p) + 1, line,
		    "%s, found %s%s", why,
		    lvalue_shown((struct sv){ bad, (size_t)(line.p + line.n - bad) }, found),
		    d->bag.why);
	lbag_end(&d->bag, r);
	return RC_OK;
}

void
bagline_free(struct line_decoder *d)
{
	lbag_free(&((struct bagline_decoder *)d)->bag);
}

size_t
bagline_names(const struct line_decoder *d, struct sv *name, size_t max)
{
	return lbag_names(&((const struct bagline_decoder *)d)->bag, name, max);
}

enum rc
bagline_open(const struct source **s, const struct line_ops *ops, const char *name,
    unsigned flags, const struct source_cfg *cfg, const struct proj *p, struct arena *a,
    struct err *e)
{
	struct bagline *l = arena_zalloc(a, sizeof(*l));

	line_source_init(&l->base, ops, name, flags, p);
	l->cfg = *cfg;
	*s = &l->base.base;
	return lbag_map(&l->map, cfg, a, e);
}
