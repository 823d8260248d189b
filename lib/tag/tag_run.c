/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The id of a text that has none is the hash of the text: who answers once has answered for
 * all that say the same.
 */
#include "tag/tag_run.h"

#include "base/hash.h"
#include "base/hmap.h"
#include "run/append.h"
#include "run/beside.h"
#include "run/edit.h"
#include "run/map.h"
#include "tag/tag_agree.h"
#include "tag/tag_rules.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { ID_BYTES = 17, ADDED = 3 };

static const char *const added[ADDED] = { "tag", "tag_by", "tags" };

struct tagger {
	const struct tag_query *q;
	struct job             *j;
	struct tag_rules        rules;
	const struct edit      *edit;		/* writes the record as it came */
	size_t                  slot[ADDED];	/* of what must not be there */
	struct arena            arena;
	struct hmap             answer;		/* id -> struct sv, the tag */
	struct hmap             asked;		/* ids that stand in the review */
	struct buf              review;
	struct tag_agree        agree;
	size_t                  id_slot;	/* of a file of answers */
	size_t                  tag_slot;
};

/* ---- answers ---- */

static enum rc
take_answer(void *ctx, const struct record *r, struct expr_eval *ev, const struct agg_in *in,
    struct stream_out *out, struct err *e)
{
	struct tagger *g = ctx;
	struct arena *a = expr_eval_arena(ev);
	struct sv id = val_text(&r->slot[g->id_slot], a);
	struct sv tag = sv_trim(val_text(&r->slot[g->tag_slot], a));

	(void)in;
	(void)out;
	(void)e;
	if (id.n > 0 && tag.n > 0)
		*(struct sv *)hmap_put(&g->answer, id, NULL) = arena_sv(&g->arena, tag);
	return RC_OK;
}

static enum rc
read_answers(struct tagger *g, struct err *e)
{
	const struct stream stream = { .ctx = g, .record = take_answer, .serial = true };
	struct job b;
	enum rc rc = beside_init(&b, &(struct beside_cfg){ .path = g->q->answers }, g->j, e);

	if (rc == RC_OK)
		rc = proj_add(&b.query.proj, SV("id"), &g->id_slot, e);
	if (rc == RC_OK)
		rc = proj_add(&b.query.proj, SV("tag"), &g->tag_slot, e);
	if (rc == RC_OK)
		rc = beside_run(&b, &stream, g->j, e);
	beside_free(&b);
	return rc;
}

/* ---- one comment ---- */

struct found {
	struct sv text;
	struct sv id;
	struct sv label[TAG_RATERS];	/* of each; empty: it has none, or is not sure */
	struct sv guess;		/* the classifier's, however sure it is */
	double    confidence;		/* NAN: not said */
	size_t    hit[TAG_RULES_MAX];	/* rules that fit */
	size_t    nhit;
	char      hash[ID_BYTES];
};

/* What an expression gives as text; empty for null. */
static enum rc
text_of(const struct expr *x, const struct record *r, struct expr_eval *ev, struct sv *text,
    struct err *e)
{
	struct val v;
	enum rc rc = expr_value(x, r, ev, &v, e);

	if (rc == RC_OK)
		*text = val_text(&v, expr_eval_arena(ev));
	return rc;
}

static enum rc
classified(const struct tagger *g, const struct record *r, struct expr_eval *ev,
    struct found *f, struct err *e)
{
	struct val v;
	enum rc rc = text_of(g->rules.label, r, ev, &f->guess, e);

	f->guess = sv_trim(f->guess);
	if (rc == RC_OK)
		rc = expr_value(g->rules.confidence, r, ev, &v, e);
	if (rc != RC_OK)
		return rc;
	f->confidence = (double)NAN;
	if (!val_null(&v) && (!val_number(&v, &f->confidence) ||
	    !(f->confidence >= 0 && f->confidence <= 1)))
		return rc_bad(e, "value", "expected a confidence from 0 to 1");
	if (f->confidence >= g->rules.threshold)
		f->label[TAG_CLASSIFIER] = f->guess;
	return RC_OK;
}

static enum rc
identify(const struct tagger *g, const struct record *r, struct expr_eval *ev, struct found *f,
    struct err *e)
{
	const struct sv *answer;
	enum rc rc = RC_OK;

	if (g->rules.id != NULL)
		rc = text_of(g->rules.id, r, ev, &f->id, e);
	if (rc == RC_OK && f->id.n == 0) {
		(void)snprintf(f->hash, sizeof(f->hash), "%016" PRIx64, hash_sv(f->text, 0));
		f->id = sv_of(f->hash);
	}
	answer = rc == RC_OK ? hmap_get(&g->answer, f->id) : NULL;
	if (answer != NULL)
		f->label[TAG_ANSWER] = *answer;
	return rc;
}

static enum rc
find_tags(const struct tagger *g, const struct record *r, struct expr_eval *ev, struct found *f,
    struct err *e)
{
	enum rc rc = text_of(g->rules.text, r, ev, &f->text, e);

	f->guess = f->id = (struct sv){ NULL, 0 };
	f->nhit = 0;
	for (size_t i = 0; i < TAG_RATERS; i++)
		f->label[i] = (struct sv){ NULL, 0 };
	f->text = sv_trim(f->text);
	if (rc != RC_OK || f->text.n == 0)
		return rc;
	rc = identify(g, r, ev, f, e);
	if (rc == RC_OK)
		rc = tag_rules_match(&g->rules, r, ev, f->hit, &f->nhit, e);
	if (rc == RC_OK && f->nhit > 0)
		f->label[TAG_RULE] = g->rules.rule[f->hit[0]].name;
	return rc == RC_OK ? classified(g, r, ev, f, e) : rc;
}

/* Who decides: the first that has a label; TAG_RATERS: nobody. */
static size_t
decided(const struct found *f)
{
	size_t by = 0;

	while (by < TAG_RATERS && f->label[by].n == 0)
		by++;
	return by;
}

/* ---- writing ---- */

static void
put_tags(const struct tagger *g, const struct found *f, size_t by, struct buf *o)
{
	bool comma = append_open(o);
	struct jwrite w;

	jwrite_init(&w, o);
	w.comma = comma;
	jwrite_key(&w, SV("tag"));
	if (by < TAG_RATERS)
		jwrite_str(&w, f->label[by]);
	else
		jwrite_null(&w);
	jwrite_key(&w, SV("tag_by"));
	if (by < TAG_RATERS)
		jwrite_str(&w, sv_of(tag_agree_raters[by]));
	else if (f->text.n > 0)
		jwrite_str(&w, SV("review"));
	else
		jwrite_null(&w);
	jwrite_key(&w, SV("tags"));
	jwrite_open(&w, '[');
	for (size_t i = 0; i < f->nhit; i++)
		jwrite_str(&w, g->rules.rule[f->hit[i]].name);
	jwrite_shut(&w, ']');
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* A question to people, asked once. */
static void
ask(struct tagger *g, const struct found *f)
{
	struct jwrite w;
	bool fresh;

	(void)hmap_put(&g->asked, f->id, &fresh);
	if (!fresh)
		return;
	jwrite_init(&w, &g->review);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "kind", SV("review"));
	jwrite_put_text(&w, "id", f->id);
	jwrite_put_text(&w, "text", f->text);
	jwrite_key(&w, SV("label"));
	if (f->guess.n > 0)
		jwrite_str(&w, f->guess);
	else
		jwrite_null(&w);
	jwrite_put_double(&w, "confidence", f->confidence);
	jwrite_key(&w, SV("tag"));
	jwrite_null(&w);
	jwrite_shut(&w, '}');
	jwrite_nl(&w);
}

/* What we add must not be there: a member would be there twice. */
static enum rc
names_free(const struct tagger *g, const struct record *r, struct err *e)
{
	for (size_t i = 0; i < ADDED; i++)
		if (r->slot[g->slot[i]].kind != VAL_NONE)
			return rc_bad(e, "name", "the record has a field '%s' already: give it "
			    "another name (cxselect --rename)", added[i]);
	return RC_OK;
}

static enum rc
tag_record(const struct map_in *in, const struct record *r, struct stream_out *out,
    struct err *e)
{
	struct tagger *g = in->part;
	struct found f;
	size_t by;
	enum rc rc = names_free(g, r, e);

	if (rc == RC_OK)
		rc = find_tags(g, r, in->ev, &f, e);
	if (rc != RC_OK)
		return rc;
	by = decided(&f);
	if (by == TAG_RATERS && f.text.n > 0 && g->q->review != NULL)
		ask(g, &f);
	if (g->q->agreement) {
		/* However sure: a threshold is chosen by what is below it, too. */
		f.label[TAG_CLASSIFIER] = f.guess;
		return tag_agree_add(&g->agree, f.label, e);
	}
	rc = edit_write(g->edit, r, in->ev, NULL, &out->o, e);
	if (rc == RC_OK)
		put_tags(g, &f, by, &out->o);
	return rc;
}

/* ---- the run ---- */

static enum rc
compile(struct tagger *g, struct err *e)
{
	struct job *j = g->j;
	enum rc rc = tag_rules_load(&g->rules, g->q->rules, &j->query.env, e);

	for (size_t i = 0; i < ADDED && rc == RC_OK; i++) {
		rc = proj_add(&j->query.proj, sv_of(added[i]), &g->slot[i], e);
		if (rc == RC_OK)
			j->query.proj.field[g->slot[i]].derived = true;
	}
	if (rc == RC_OK)
		rc = edit_compile(&g->edit, &(struct edit_cfg){ 0 }, j, e);
	if (rc == RC_OK && g->q->answers != NULL)
		rc = read_answers(g, e);
	return rc;
}

static enum rc
write_review(const struct tagger *g, struct err *e)
{
	struct out *out;
	enum rc rc = out_open(&out, g->q->review, e);

	if (rc != RC_OK)
		return rc;
	out_sv(out, buf_view(&g->review));
	return out_close(out, e);
}

static void *
take_part(void *state, unsigned i)
{
	(void)i;	/* one thread, one memory */
	return state;
}

enum rc
tag_run(const struct tag_query *q, uint64_t head, struct job *j, struct err *e)
{
	struct tagger g = { .q = q, .j = j };
	struct buf o;
	enum rc rc;

	arena_init(&g.arena);
	hmap_init(&g.answer, &g.arena, sizeof(struct sv), j->seed);
	hmap_init(&g.asked, &g.arena, sizeof(char), j->seed);
	buf_init(&g.review, SIZE_MAX);
	buf_init(&o, SIZE_MAX);
	tag_agree_init(&g.agree, j->seed);
	rc = compile(&g, e);
	if (rc == RC_OK)
		rc = map_run(j, &(struct map_plan){ .fn = tag_record, .head = head,
		    .serial = true, .part = take_part, .state = &g }, e);
	if (rc == RC_OK && q->agreement) {
		tag_agree_write(&g.agree, j->given.conf, &o);
		out_sv(j->run.out, buf_view(&o));
	}
	if (rc == RC_OK && q->review != NULL)
		rc = write_review(&g, e);
	buf_free(&o);
	buf_free(&g.review);
	hmap_free(&g.answer);
	hmap_free(&g.asked);
	tag_agree_free(&g.agree);
	arena_free(&g.arena);
	return rc;
}
