/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tool/files.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LABEL_MAX = 48 };

struct list {
	struct place_file *at;
	size_t             n;
	struct arena      *arena;
};

/* "-" is standard input or output. */
static void
add_file(struct list *l, const char *what, const char *path, enum place_use use)
{
	bool reads = use == PLACE_INPUT || use == PLACE_READ;
	bool std = strcmp(path, "-") == 0;

	if ((l->n & (l->n - 1)) == 0)	/* a power of two, or 0: full */
		l->at = arena_grow(l->arena, l->at, l->n * sizeof(*l->at),
		    (l->n != 0 ? 2 * l->n : 1) * sizeof(*l->at));
	l->at[l->n++] = (struct place_file){ what, std ? NULL : path,
		reads ? STDIN_FILENO : STDOUT_FILENO, use };
}

/*
 * The value; behind FORMAT=; of a TEXT behind @, where :NAME may follow.  NULL: the value names
 * no file.
 */
static const char *
file_of(const struct opt *o, const char *text, struct arena *a)
{
	struct stat st;
	const char *colon;

	if (strchr(o->arg, '=') != NULL) {
		text = strchr(text, '=');
		return text != NULL ? text + 1 : NULL;
	}
	if (strcmp(o->arg, "TEXT") != 0)
		return text;
	if (text[0] != '@')
		return NULL;
	colon = strrchr(++text, ':');
	return colon == NULL || stat(text, &st) == 0 ? text
	    : arena_bytes(a, text, (size_t)(colon - text));
}

static void
add_option(struct list *l, const struct opt *o, const void *base)
{
	const char *field = (const char *)base + o->off;
	char label[LABEL_MAX];
	const char *const *text;
	const char *what;
	size_t n = 1;

	if (o->kind == OPT_KIND_LIST) {
		memcpy(&text, field, sizeof(text));
		memcpy(&n, (const char *)base + o->off_n, sizeof(n));
	} else {
		text = (const char *const *)(const void *)field;
	}
	option_label(o, label, sizeof(label));
	what = arena_bytes(l->arena, label, strlen(label));
	for (size_t i = 0; i < n; i++) {
		const char *path = text[i] != NULL ? file_of(o, text[i], l->arena) : NULL;

		if (path != NULL)
			add_file(l, what, path, o->file);
	}
}

enum rc
files_check(const struct tool *t, const void *cfg, struct job *job, struct err *e)
{
	const struct job_given *g = &job->given;
	struct list l = { .arena = &job->arena };

	if (t->program_file && g->program != NULL)
		add_file(&l, t->program, g->program, PLACE_READ);
	for (size_t i = 0; i < g->nfile; i++)
		add_file(&l, strcmp(g->file[i], "-") == 0 ? "standard input" : "the input",
		    g->file[i], PLACE_INPUT);
	if (g->nfile == 0)
		add_file(&l, "standard input", "-", PLACE_INPUT);
	if (g->output == NULL)
		add_file(&l, "standard output", "-", PLACE_OUTPUT);
	for (const struct opt *o = t->opts; o->kind != OPT_KIND_END; o++)
		if (o->file != 0)
			add_option(&l, o, o->shared ? (const void *)g : cfg);
	job->place = l.at;
	job->nplace = l.n;
	return place_clash(l.at, l.n, e);
}
