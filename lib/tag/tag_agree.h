/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tag_agree - how far rules, a classifier and people agree on the labels of texts
 *
 * Of each two, over the texts that both have labelled: the share in which they agree
 * (Wilson), Cohen's kappa, and for each label of the one it is measured by, how often the
 * other has it.  Memory: the labels, and a count for each pair of them that was seen.
 */
#ifndef CX_TAG_TAG_AGREE_H
#define CX_TAG_TAG_AGREE_H

#include "base/buf.h"
#include "base/hmap.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stdint.h>

enum tag_rater { TAG_ANSWER, TAG_RULE, TAG_CLASSIFIER, TAG_RATERS };
enum { TAG_PAIRS = 3, TAG_LABELS_MAX = 1000 };

/** tag_agree_raters - "answer" ..., by enum tag_rater */
extern const char *const tag_agree_raters[TAG_RATERS];

struct tag_agree {
	struct arena arena;
	struct hmap  label;		/* text -> its index, uint32_t */
	struct hmap  seen[TAG_PAIRS];	/* two indices -> count, uint64_t */
};

/** tag_agree_init - none seen yet; @seed as job->seed */
void tag_agree_init(struct tag_agree *g, uint64_t seed);

/**
 * tag_agree_add - one text
 * @label: of each rater; empty: it has none
 *
 * Returns: RC_OK; RC_LIMIT more labels than TAG_LABELS_MAX.
 */
MUST_USE enum rc tag_agree_add(struct tag_agree *g, const struct sv *label, struct err *e);

/** tag_agree_write - records of kind tag_agreement, those over all labels first */
void tag_agree_write(const struct tag_agree *g, double conf, struct buf *o);

/** tag_agree_free - release */
void tag_agree_free(struct tag_agree *g);

#endif
