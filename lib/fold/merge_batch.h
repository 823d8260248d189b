/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * merge_batch - saved states on their way into a part
 */
#ifndef CX_FOLD_MERGE_BATCH_H
#define CX_FOLD_MERGE_BATCH_H

#include "base/arena.h"
#include "base/val.h"
#include "time/twindow.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct merge_one {		/* a saved state */
	const struct val   *key;	/* p->nkey values */
	struct twindow_span span;
	struct val          state;	/* raw JSON; spelled: may be anything, see state/state.h */
	struct sv           text;	/* ... of the whole line */
	bool                spelled;
	const char         *file;	/* these two: where it stands, for messages */
	uint64_t            line;
};

enum { MERGE_BATCH = 256 };

struct merge_batch {		/* states, copied */
	struct merge_one one[MERGE_BATCH];
	size_t           n;
	uint64_t         first;		/* the number of one[0] among all */
	struct arena     text;
};

/** merge_batch_init - empty */
void merge_batch_init(struct merge_batch *b);

/** merge_batch_add - one more, of which there is not the last yet; @nkey as of the plan */
void merge_batch_add(struct merge_batch *b, const struct merge_one *one, size_t nkey);

/** merge_batch_clear - empty again, in the same memory */
void merge_batch_clear(struct merge_batch *b);

/** merge_batch_free - release */
void merge_batch_free(struct merge_batch *b);

#endif
