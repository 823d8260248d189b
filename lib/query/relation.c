/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/relation.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_MAX = 64, NAMES_MAX = 160 };

bool
relation_next(const char **names, struct sv *name)
{
	size_t n;

	if (*names == NULL || **names == '\0')
		return false;
	n = strcspn(*names, " ");
	*name = (struct sv){ *names, n };
	*names += n + ((*names)[n] == ' ');
	return true;
}

/* @name, "overflow" or "overflow=other", was given. */
static bool
was_given(const struct query *q, const struct relation_given *given, struct sv name)
{
	size_t eq = sv_find(name, '='), i = 0;
	const struct opt *o = q->rows;
	const void *in;

	if (sv_is(name, "FILE"))
		return given->files;
	while (o[i].kind != OPT_KIND_END && (o[i].name == NULL ||
	    !sv_eq(sv_of(o[i].name), (struct sv){ name.p, eq })))
		i++;
	if (o[i].kind == OPT_KIND_END || !given->row[i])
		return false;
	if (eq == name.n)
		return true;
	in = o[i].shared ? (const void *)given->shared : q->values;
	return sv_eq((struct sv){ name.p + eq + 1, name.n - eq - 1 },
	    sv_of(*(const char *const *)((const char *)in + o[i].off)));
}

void
relation_label(char *text, size_t size, struct sv name)
{
	size_t n = strlen(text), eq = sv_find(name, '=');

	if (sv_is(name, "FILE"))
		snprintf(text + n, size - n, "files");
	else if (eq == name.n)
		snprintf(text + n, size - n, "--%.*s", (int)eq, name.p);
	else
		snprintf(text + n, size - n, "--%.*s %.*s", (int)eq, name.p,
		    (int)(name.n - eq - 1), name.p + eq + 1);
}

static enum rc
check_needs(const struct query *q, const struct relation_given *given, const struct opt *o,
    struct err *e)
{
	char label[LABEL_MAX], names[NAMES_MAX] = "";
	const char *left = o->needs;
	struct sv name;

	while (relation_next(&left, &name)) {
		size_t n = strlen(names);

		if (was_given(q, given, name))
			return RC_OK;
		snprintf(names + n, sizeof(names) - n, "%s",
		    n == 0 ? "" : *left == '\0' ? " or " : ", ");
		relation_label(names, sizeof(names), name);
	}
	return names[0] == '\0' ? RC_OK : rc_err(e, RC_USAGE, "%s needs %s",
	    option_label(o, label, sizeof(label)), names);
}

static enum rc
check_not_with(const struct query *q, const struct relation_given *given, const struct opt *o,
    struct err *e)
{
	char label[LABEL_MAX], other[NAMES_MAX] = "";
	const char *left = o->not_with;
	struct sv name;

	while (relation_next(&left, &name)) {
		if (!was_given(q, given, name))
			continue;
		relation_label(other, sizeof(other), name);
		return rc_err(e, RC_USAGE, "%s does not go with %s",
		    option_label(o, label, sizeof(label)), other);
	}
	return RC_OK;
}

enum rc
relation_check(const struct query *q, const struct relation_given *given, struct err *e)
{
	enum rc rc = RC_OK;

	if (was_given(q, given, SV("merge")))
		rc = query_refuse(q->rows, given->row, e);
	for (size_t i = 0; rc == RC_OK && q->rows[i].kind != OPT_KIND_END; i++) {
		if (!given->row[i])
			continue;
		rc = check_not_with(q, given, &q->rows[i], e);
		if (rc == RC_OK)
			rc = check_needs(q, given, &q->rows[i], e);
	}
	return rc;
}
