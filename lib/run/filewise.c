/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of results for each file; the last one of it grows by those that may be added.
 */
#include "run/filewise.h"

#include "base/mem.h"

#include <string.h>

struct kept {
	struct worker_result *r;
	struct kept          *next;
};

struct filewise_file {
	struct kept *first;
	struct kept *last;
	size_t       bytes;	/* of what is kept now, about */
	bool         done;
};

void
filewise_init(struct filewise *f, size_t first, size_t n, bool adds)
{
	f->file = mem_zalloc((n > 0 ? n : 1) * sizeof(*f->file));
	f->n = n;
	f->due = first;
	f->adds = adds;
}

/* Nothing of it but counts is to be told, and not where its lines begin. */
static bool
is_plain(const struct worker_result *r)
{
	return r->rc == RC_OK && !r->no_input && !r->first && !r->last && r->out.nreject == 0 &&
	    r->out.o.n == 0 && r->out.note.n == 0;
}

/* What @r has counted, to what stands before it. */
static void
add_counts(struct worker_result *to, const struct worker_result *r)
{
	to->records += r->records;
	to->aside += r->aside;
	to->lines += r->lines;
	to->out.rejected += r->out.rejected;
	to->sound_times |= r->sound_times;
	if (to->odd_times == 0)
		to->odd_us = r->odd_us;
	to->odd_times += r->odd_times;
}

/* About what a result holds. */
static size_t
bytes_of(const struct worker_result *r)
{
	size_t n = sizeof(struct kept) + sizeof(*r) + r->out.o.cap + r->out.note.cap +
	    r->out.capreject * sizeof(*r->out.reject);

	for (size_t i = 0; i < r->out.nreject; i++)
		n += r->out.reject[i].raw.n + r->out.reject[i].more.n;
	return n;
}

void
filewise_add(struct filewise *f, size_t file, struct worker_result **r)
{
	struct filewise_file *x = &f->file[file];
	struct kept *k;

	if (f->adds && x->last != NULL && is_plain(*r) && x->last->r->rc == RC_OK &&
	    !x->last->r->no_input) {
		add_counts(x->last->r, *r);
		return;
	}
	k = mem_alloc(sizeof(*k));
	*k = (struct kept){ .r = *r };
	x->bytes += bytes_of(*r);
	if (x->last != NULL)
		x->last->next = k;
	else
		x->first = k;
	x->last = k;
	*r = NULL;
}

void
filewise_done(struct filewise *f, size_t file)
{
	f->file[file].done = true;
}

bool
filewise_full(const struct filewise *f, size_t file)
{
	return file > f->due && f->file[file].bytes > FILEWISE_KEPT;
}

struct worker_result *
filewise_take(struct filewise *f)
{
	struct filewise_file *x;
	struct worker_result *r;
	struct kept *k;

	while (f->due < f->n && f->file[f->due].first == NULL && f->file[f->due].done)
		f->due++;
	if (f->due == f->n || f->file[f->due].first == NULL)
		return NULL;
	x = &f->file[f->due];
	k = x->first;
	x->first = k->next;
	if (x->first == NULL)
		x->last = NULL;
	r = k->r;
	x->bytes -= bytes_of(r);
	mem_free(k);
	return r;
}

void
filewise_free(struct filewise *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct kept *next;

		for (struct kept *k = f->file[i].first; k != NULL; k = next) {
			next = k->next;
			worker_result_free(k->r);
			mem_free(k->r);
			mem_free(k);
		}
	}
	mem_free(f->file);
}
