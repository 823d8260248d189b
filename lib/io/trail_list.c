/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700	/* realpath */

#include "io/trail_list.h"

#include "base/mem.h"
#include "io/place.h"
#include "io/trail_name.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTS_MAX = 24 };		/* places in a name where a stamp may begin */

struct name {
	struct sv text;
	bool      there;
	bool      operand;
};

struct trail_folder {
	const char  *prefix;	/* before a name, as the operand has it; "" for here */
	const char  *abs;
	struct name *name;	/* sorted, each once */
	size_t       n, cap;
	struct name *operand;	/* names that were there before it was first read */
	size_t       given;	/* how many */
	struct stat  st;	/* before it was read */
	bool         fresh;	/* it has been read, and not used */
};

struct trail_spot {		/* a base, and what rotation makes of it */
	size_t    folder;
	struct sv base;
	size_t    log;
	bool      own;		/* the name of the log: the file is read when it is an operand */
};

void
trail_list_init(struct trail_list *l)
{
	*l = (struct trail_list){ 0 };
	arena_init(&l->arena);
	hmap_init(&l->inode, &l->arena, 0, 0);
}

static const char *
join(struct trail_list *l, const char *a, struct sv b)
{
	size_t n = strlen(a);
	char *s = arena_alloc(&l->arena, n + b.n + 1);

	memcpy(s, a, n);
	memcpy(s + n, b.p, b.n);
	s[n + b.n] = '\0';
	return s;
}

/* Paths are compared as text: with one slash before the name, also at the root. */
static const char *
abs_path(struct trail_list *l, const struct trail_folder *d, struct sv name)
{
	return join(l, strcmp(d->abs, "/") == 0 ? d->abs : join(l, d->abs, SV("/")), name);
}

static void
add_name(struct trail_folder *d, struct name name)
{
	if (d->n == d->cap) {
		d->cap = 2 * d->cap + 64;
		d->name = mem_array(d->name, d->cap, sizeof(*d->name));
	}
	d->name[d->n++] = name;
}

static int
by_text(const void *a, const void *b)
{
	return sv_cmp(((const struct name *)a)->text, ((const struct name *)b)->text);
}

/* What is known of one name twice is put together. */
static void
unite(struct trail_folder *d)
{
	size_t n = 0;

	if (d->n != 0)
		qsort(d->name, d->n, sizeof(*d->name), by_text);
	for (size_t i = 0; i < d->n; i++) {
		if (n != 0 && sv_eq(d->name[n - 1].text, d->name[i].text)) {
			d->name[n - 1].there |= d->name[i].there;
			d->name[n - 1].operand |= d->name[i].operand;
		} else {
			d->name[n++] = d->name[i];
		}
	}
	d->n = n;
}

static enum rc
read_folder(struct trail_list *l, struct trail_folder *d, struct err *e)
{
	const struct dirent *x;
	DIR *dir = stat(d->abs, &d->st) == 0 ? opendir(d->abs) : NULL;

	if (dir == NULL)
		return rc_err(e, RC_IO, "%s: %s", d->abs, strerror(errno));
	if (d->operand == NULL) {
		d->given = d->n;
		d->operand = arena_alloc(&l->arena, (d->n + 1) * sizeof(*d->operand));
		for (size_t i = 0; i < d->n; i++)
			d->operand[i] = d->name[i];
	}
	d->n = 0;
	for (size_t i = 0; i < d->given; i++)
		add_name(d, d->operand[i]);
	while ((x = readdir(dir)) != NULL)
		add_name(d, (struct name){ arena_sv(&l->arena, sv_of(x->d_name)), true, false });
	(void)closedir(dir);
	unite(d);
	d->fresh = true;
	return RC_OK;
}

/* The folder of the first @n bytes of @path; l->nfolder when it is not there, and errno. */
static size_t
folder_of(struct trail_list *l, const char *path, size_t n)
{
	const char *prefix = arena_bytes(&l->arena, path, n);
	char real[PATH_MAX];
	size_t i;

	for (i = 0; i < l->nfolder; i++)
		if (strcmp(l->folder[i].prefix, prefix) == 0)
			return i;
	if (realpath(n != 0 ? prefix : ".", real) == NULL)
		return l->nfolder;
	for (i = 0; i < l->nfolder; i++)
		if (strcmp(l->folder[i].abs, real) == 0)
			return i;
	l->folder = mem_array(l->folder, l->nfolder + 1, sizeof(*l->folder));
	l->folder[l->nfolder++] = (struct trail_folder){ .prefix = prefix,
		.abs = arena_sv(&l->arena, sv_of(real)).p };
	return i;
}

/* ---- which logs ---- */

static size_t
find_name(const struct trail_folder *d, struct sv text)
{
	size_t lo = 0, hi = d->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (sv_cmp(d->name[mid].text, text) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
has_name(const struct trail_folder *d, struct sv text)
{
	size_t i = find_name(d, text);

	return i < d->n && sv_eq(d->name[i].text, text) &&
	    (d->name[i].there || d->name[i].operand);
}

/* @base, when @name is a rotated one of it and it is there, and shorter than *best. */
static void
try_base(const struct trail_folder *d, struct sv name, struct sv base, struct sv *best)
{
	if (base.n != 0 && base.n < best->n &&
	    trail_name_of(base, name) == TRAIL_NAME_ROTATED && has_name(d, base))
		*best = base;
}

/*
 * The log that @name is of: the shortest name there is that rotation may have made it of;
 * itself when there is none.
 */
static struct sv
base_of(struct trail_list *l, const struct trail_folder *d, struct sv name)
{
	struct sv plain = trail_name_plain(name), best = name;
	size_t cut[CUTS_MAX], n = 0;

	try_base(d, name, plain, &best);
	for (size_t i = 1; i < plain.n && n < CUTS_MAX; i++)
		if (memchr(".-_", plain.p[i], 3) != NULL)
			cut[n++] = i;
	for (size_t i = 0; i < n; i++) {
		struct sv stem = { plain.p, cut[i] };

		try_base(d, name, stem, &best);
		for (size_t k = i + 1; k < n; k++) {
			const char *s = arena_bytes(&l->arena, stem.p, stem.n);

			if (plain.p[cut[k]] == '.')
				try_base(d, name, sv_of(join(l, s, (struct sv){
				    plain.p + cut[k], plain.n - cut[k] })), &best);
		}
	}
	return best;
}

static enum rc
check_operand(const char *path, bool *there, struct err *e)
{
	struct stat st;

	if (strcmp(path, "-") == 0)
		return rc_err(e, RC_USAGE, "standard input cannot be found again: name files");
	*there = stat(path, &st) == 0;
	if (!*there && errno != ENOENT)
		return rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
	if (*there && S_ISDIR(st.st_mode))
		return rc_err(e, RC_IO, "%s: %s", path, strerror(EISDIR));
	if (*there && !S_ISREG(st.st_mode))
		return rc_err(e, RC_USAGE, "%s: no regular file, which could be found again", path);
	return RC_OK;
}

static void
add_spot(struct trail_list *l, struct trail_spot s)
{
	for (size_t i = 0; i < l->nspot; i++)
		if (l->spot[i].log == s.log && l->spot[i].folder == s.folder &&
		    sv_eq(l->spot[i].base, s.base))
			return;
	l->spot = mem_array(l->spot, l->nspot + 1, sizeof(*l->spot));
	l->spot[l->nspot++] = s;
}

/* The log of an operand, made when there is none; @logs: index + 1 by path. */
static size_t
log_of(struct trail_list *l, size_t folder, struct sv name, size_t operand, struct hmap *logs)
{
	struct trail_folder *d = &l->folder[folder];
	struct sv base = base_of(l, d, name);
	const char *abs = abs_path(l, d, base);
	bool fresh;
	size_t *i = hmap_put(logs, sv_of(abs), &fresh);

	if (!fresh)
		return *i;
	*i = l->nlog;
	l->log = mem_array(l->log, l->nlog + 1, sizeof(*l->log));
	l->log[l->nlog] = (struct trail_log){ .abs = abs, .operand = operand };
	l->spot = mem_array(l->spot, l->nspot + 1, sizeof(*l->spot));
	l->spot[l->nspot++] = (struct trail_spot){ folder, arena_sv(&l->arena, base), l->nlog,
		true };
	return l->nlog++;
}

/* Where else a file of the log was seen: its name was a link's that leads elsewhere by now. */
static void
spot_elsewhere(struct trail_list *l, size_t log, const char *path)
{
	const char *own = l->log[log].abs;
	size_t n = place_dir(path), folder;

	if (n == place_dir(own) && memcmp(path, own, n) == 0 &&
	    trail_name_of(sv_of(own + n), sv_of(path + n)) != TRAIL_NAME_OTHER)
		return;
	folder = folder_of(l, path, n);
	if (folder < l->nfolder)
		add_spot(l, (struct trail_spot){ folder, sv_of(path + n), log, false });
}

static void
use_marks(struct trail_list *l, const struct trail_known *known, size_t n,
    const struct hmap *logs)
{
	for (size_t k = 0; k < n; k++) {
		const size_t *i = hmap_get(logs, sv_of(known[k].m.log));

		if (i == NULL)
			continue;
		l->log[*i].known = true;
		spot_elsewhere(l, *i, known[k].m.path);
	}
	for (size_t i = 0; i < l->nlog; i++) {
		char real[PATH_MAX];

		if (realpath(l->log[i].abs, real) != NULL)
			spot_elsewhere(l, i, arena_sv(&l->arena, sv_of(real)).p);
	}
}

/* Operands are names of their folders before those are read. */
static enum rc
place_operands(struct trail_list *l, const char *const *operand, size_t n, size_t *folder,
    bool *there, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		size_t dir = place_dir(operand[i]);
		enum rc rc = check_operand(operand[i], &there[i], e);

		if (rc != RC_OK)
			return rc;
		folder[i] = folder_of(l, operand[i], dir);
		if (folder[i] == l->nfolder)
			return rc_err(e, RC_IO, "%s: %s", operand[i], strerror(errno));
		add_name(&l->folder[folder[i]], (struct name){ sv_of(operand[i] + dir), false,
		    true });
	}
	for (size_t i = 0; i < l->nfolder; i++) {
		enum rc rc = read_folder(l, &l->folder[i], e);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc
trail_list_logs(struct trail_list *l, const char *const *operand, size_t n,
    const struct trail_known *known, size_t nknown, struct err *e)
{
	size_t *folder = arena_alloc(&l->arena, (n + 1) * sizeof(*folder)), log;
	bool *there = arena_alloc(&l->arena, (n + 1) * sizeof(*there));
	struct hmap logs;
	enum rc rc = place_operands(l, operand, n, folder, there, e);

	hmap_init(&logs, &l->arena, sizeof(size_t), 0);
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		(void)log_of(l, folder[i], sv_of(operand[i] + place_dir(operand[i])), i, &logs);
	if (rc == RC_OK)
		use_marks(l, known, nknown, &logs);
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		log = log_of(l, folder[i], sv_of(operand[i] + place_dir(operand[i])), i, &logs);
		if (!there[i] && !l->log[log].known)
			rc = rc_err(e, RC_IO, "%s: %s", operand[i], strerror(ENOENT));
	}
	hmap_free(&logs);
	return rc;
}

/* ---- which files ---- */

/* The same file under several names, or found twice, is one. */
static void
add_file(struct trail_list *l, const struct trail_spot *s, const struct name *name, bool base)
{
	struct trail_folder *d = &l->folder[s->folder];
	struct trail_file f = { .path = join(l, d->prefix, name->text), .log = s->log,
		.max_window = l->max_window,
		.number = trail_name_number(s->base, name->text), .base = base,
		.operand = name->operand, .fd = -1, .piece = SIZE_MAX };
	char real[PATH_MAX];
	struct stat st;
	uint64_t id[2];
	bool fresh;

	if (stat(f.path, &st) != 0) {
		l->failed = errno == ENOENT ? l->failed : errno;
		return;
	}
	if (!S_ISREG(st.st_mode))
		return;
	trail_file_stat(&f, &st);
	id[0] = f.dev;
	id[1] = f.ino;
	(void)hmap_put(&l->inode, (struct sv){ (const char *)id, sizeof(id) }, &fresh);
	if (!fresh)
		return;
	f.abs = abs_path(l, d, name->text);
	if (base && realpath(f.abs, real) != NULL)
		f.abs = arena_sv(&l->arena, sv_of(real)).p;
	l->file = mem_array(l->file, l->nfile + 1, sizeof(*l->file));
	l->file[l->nfile++] = f;
}

static void
add_files(struct trail_list *l, const struct trail_spot *s)
{
	const struct trail_folder *d = &l->folder[s->folder];
	struct sv stem = s->base;

	for (size_t i = stem.n; i > 1; i--)
		if (stem.p[i - 1] == '.') {
			stem.n = i - 1;		/* a stamp may be before the extension */
			break;
		}
	for (size_t i = find_name(d, stem); i < d->n && sv_starts(d->name[i].text, stem); i++) {
		enum trail_name is = trail_name_of(s->base, d->name[i].text);

		if (is == TRAIL_NAME_OTHER || !d->name[i].there ||
		    (is == TRAIL_NAME_BASE && s->own && !d->name[i].operand))
			continue;
		add_file(l, s, &d->name[i], is == TRAIL_NAME_BASE && s->own);
	}
}

static void
forget_files(struct trail_list *l)
{
	for (size_t i = 0; i < l->nfile; i++)
		trail_file_shut(&l->file[i]);
	l->nfile = 0;
	hmap_clear(&l->inode);
}

enum rc
trail_list_files(struct trail_list *l, struct err *e)
{
	forget_files(l);
	for (size_t i = 0; i < l->nfolder; i++) {
		struct trail_folder *d = &l->folder[i];
		enum rc rc = d->fresh ? RC_OK : read_folder(l, d, e);

		if (rc != RC_OK && d->given != 0)
			return rc;
		d->fresh = false;
	}
	l->failed = 0;
	for (size_t i = 0; i < l->nspot; i++) {
		add_files(l, &l->spot[i]);
		if (l->failed != 0)
			return rc_err(e, RC_IO, "%s: %s", l->log[l->spot[i].log].abs,
			    strerror(l->failed));
	}
	return RC_OK;
}

bool
trail_list_moved(const struct trail_list *l)
{
	for (size_t i = 0; i < l->nfolder; i++) {
		const struct trail_folder *d = &l->folder[i];
		struct stat st;

		if (stat(d->abs, &st) != 0 || st.st_ino != d->st.st_ino ||
		    trail_file_written(&st) != trail_file_written(&d->st))
			return true;
	}
	return false;
}

void
trail_list_free(struct trail_list *l)
{
	forget_files(l);
	for (size_t i = 0; i < l->nfolder; i++)
		mem_free(l->folder[i].name);
	hmap_free(&l->inode);
	mem_free(l->folder);
	mem_free(l->spot);
	mem_free(l->log);
	mem_free(l->file);
	arena_free(&l->arena);
}
