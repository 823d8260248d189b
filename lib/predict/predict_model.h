/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * predict_model - a fitted model as a document: one line of JSON, a record of kind "fit"
 *
 * What was fitted is read back by --score and --evaluate.  Numbers are rounded to digits that
 * do not depend on the machine.  `features_hash` ties the parameters to what they were fitted
 * on: a document in which only one of the two was changed is refused.
 */
#ifndef CX_PREDICT_PREDICT_MODEL_H
#define CX_PREDICT_PREDICT_MODEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/rc.h"
#include "base/registry.h"
#include "base/sv.h"
#include "predict/gamma_gamma.h"
#include "predict/lifetime.h"
#include "predict/logit.h"
#include "predict/ranking.h"

#include <stdbool.h>
#include <stdint.h>

enum { PREDICT_MODEL_VERSION = 1, PREDICT_HASH_BYTES = 17 };

struct predict_model {		/* a row of the registry */
	const char        *name;
	const char        *summary;
	bool               logit;	/* of features; else of profiles: kind says which */
	enum lifetime_kind kind;
};

/** predict_model_registry - the models that there are */
extern const struct registry predict_model_registry;

struct predict_unit {
	const char *name;
	double      days;
};

/** predict_unit - "day", "week" or "month", of 365.25 / 12 days; NULL for others */
const struct predict_unit *predict_unit(struct sv name);

struct predict_fit {		/* what a document holds */
	const struct predict_model *model;
	const struct predict_unit  *unit;	/* of profiles: that of the parameters' time */
	struct lifetime_fit         lifetime;
	bool                        spends;	/* spend was fitted too */
	struct gamma_gamma_fit      spend;
	struct logit_fit            logit;
	double                      ridge;
	double cut[RANKING_DECILES - 1];	/* lowest score of the best 10 %, ... */
	struct sv                   target;	/* of logit: as it was given */
	const struct sv            *feature;	/* of logit: expressions, canonical */
};

/** predict_model_save - the document as a line, with its end */
void predict_model_save(const struct predict_fit *fit, struct buf *o);

/**
 * predict_model_load - read a document
 * @fit: its texts and numbers in @a
 *
 * Returns: RC_OK; RC_SYNTAX with what is wrong: no model (and e->line), one of another version,
 *          parameters that no fit could have given, other features than those of the hash.
 */
MUST_USE enum rc predict_model_load(struct predict_fit *fit, struct sv text, struct arena *a,
    struct err *e);

/** predict_model_explain - what @text is instead of a model: RC_SYNTAX, with e->line */
enum rc predict_model_explain(struct sv text, struct err *e);

#endif
