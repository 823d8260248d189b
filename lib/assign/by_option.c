/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options are checked for their own grammar here, so that messages name them, and then written
 * as the JSON that a file would have: what they mean together is checked in one place.
 */
#include "assign/by_option.h"

#include "base/num.h"
#include "json/jwrite.h"

/* The next piece of @rest up to @sep, which is taken off. */
static struct sv
next_piece(struct sv *rest, char sep)
{
	size_t n = sv_find(*rest, sep);
	struct sv piece = { rest->p, n };

	n += n < rest->n;
	*rest = (struct sv){ rest->p + n, rest->n - n };
	return piece;
}

/* Split at the last @c: both parts are there. */
static bool
split(struct sv s, char c, struct sv *left, struct sv *right)
{
	for (size_t i = s.n; i > 1; i--)
		if (s.p[i - 1] == c && i < s.n) {
			*left = (struct sv){ s.p, i - 1 };
			*right = (struct sv){ s.p + i, s.n - i };
			return true;
		}
	return false;
}

static enum rc
put_weights(struct jwrite *w, const char *text, struct err *e)
{
	struct sv rest = sv_of(text), name, weight;

	jwrite_key(w, SV("weights"));
	jwrite_open(w, '{');
	while (rest.n != 0) {
		struct sv piece = sv_trim(next_piece(&rest, ','));
		double d;

		if (!split(piece, '=', &name, &weight) || num_double(weight, &d) != RC_OK)
			return rc_err(e, RC_USAGE, "--weights: expected variants and their "
			    "weights such as a=50,b=50, got '%s'", text);
		jwrite_key(w, name);
		jwrite_raw(w, weight);
	}
	jwrite_shut(w, '}');
	return RC_OK;
}

static enum rc
put_share(struct jwrite *w, const char *key, struct sv text, const char *option, struct err *e)
{
	struct flag_share share;
	struct err why = { 0 };

	if (config_share(text, &share, &why) != RC_OK)
		return rc_err(e, RC_USAGE, "%s: %s", option, why.msg);
	jwrite_put_text(w, key, text);
	return RC_OK;
}

static enum rc
put_layer(struct jwrite *w, const char *text, struct err *e)
{
	struct sv name, from, to;
	enum rc rc;

	if (!split(sv_of(text), ':', &name, &to) || !split(name, ':', &name, &from))
		return rc_err(e, RC_USAGE, "--layer: expected NAME:FROM:TO such as cart:0%%:50%%, "
		    "got '%s'", text);
	jwrite_key(w, SV("layer"));
	jwrite_open(w, '{');
	jwrite_put_text(w, "name", name);
	rc = put_share(w, "from", from, "--layer", e);
	if (rc == RC_OK)
		rc = put_share(w, "to", to, "--layer", e);
	jwrite_shut(w, '}');
	return rc;
}

static enum rc
put_force(struct jwrite *w, const struct assign_query *q, struct err *e)
{
	jwrite_key(w, SV("force"));
	jwrite_open(w, '{');
	for (size_t i = 0; i < q->nforce; i++) {
		struct sv unit, arm;

		if (!split(sv_of(q->force[i]), '=', &unit, &arm))
			return rc_err(e, RC_USAGE, "--force: expected USER=VARIANT, got '%s'",
			    q->force[i]);
		jwrite_key(w, unit);
		jwrite_str(w, arm);
	}
	jwrite_shut(w, '}');
	return RC_OK;
}

static enum rc
put_experiment(struct jwrite *w, const struct assign_query *q, struct sv holdout, struct err *e)
{
	enum rc rc = RC_OK;

	jwrite_open(w, '{');
	if (q->hash != NULL)
		jwrite_put_text(w, "hash", sv_of(q->hash));
	if (q->salt != NULL)
		jwrite_put_text(w, "salt", sv_of(q->salt));
	if (holdout.n != 0)
		jwrite_put_text(w, "holdout", holdout);
	if (q->weights != NULL)
		rc = put_weights(w, q->weights, e);
	if (rc == RC_OK && q->coverage != NULL)
		rc = put_share(w, "coverage", sv_of(q->coverage), "--coverage", e);
	if (rc == RC_OK && q->layer != NULL)
		rc = put_layer(w, q->layer, e);
	if (rc == RC_OK && q->nforce != 0)
		rc = put_force(w, q, e);
	jwrite_shut(w, '}');
	return rc;
}

static enum rc
put_config(struct jwrite *w, const struct assign_query *q, struct arena *a, struct err *e)
{
	struct sv holdout = { "", 0 }, share;
	enum rc rc;

	jwrite_open(w, '{');
	if (q->holdout != NULL) {
		if (!split(sv_of(q->holdout), ':', &holdout, &share))
			return rc_err(e, RC_USAGE, "--holdout: expected NAME:SHARE such as q4:5%%, "
			    "got '%s'", q->holdout);
		jwrite_key(w, SV("holdouts"));
		jwrite_open(w, '{');
		rc = put_share(w, arena_bytes(a, holdout.p, holdout.n), share, "--holdout", e);
		jwrite_shut(w, '}');
		if (rc != RC_OK)
			return rc;
	}
	jwrite_key(w, q->weights != NULL ? SV("experiments") : SV("flags"));
	jwrite_open(w, '{');
	jwrite_key(w, sv_of(q->experiment));
	rc = put_experiment(w, q, holdout, e);
	jwrite_shut(w, '}');
	jwrite_shut(w, '}');
	return rc;
}

enum rc
by_option_config(struct config *c, const struct assign_query *q, struct arena *a, uint64_t seed,
    struct err *e)
{
	struct jwrite w;
	struct buf b;
	enum rc rc;

	*c = (struct config){ .file = "options" };
	if (q->experiment == NULL)
		return rc_err(e, RC_USAGE, "expected --config, or --experiment with --weights");
	buf_init(&b, SIZE_MAX);
	jwrite_init(&w, &b);
	rc = put_config(&w, q, a, e);
	if (rc == RC_OK)
		rc = config_parse(c, "options", buf_view(&b), q->user, a, seed, e);
	buf_free(&b);
	return rc;
}
