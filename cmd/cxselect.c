/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cxselect - keep the records, and the fields, that matter
 *
 * A map: memory is one block, untouched members are copied byte for byte.
 * Sampling and sharding hash a key, so that whole users stay together, on any
 * machine and in any order.  See cxselect(1).
 */
#include "anomaly/lookback.h"
#include "base/hash.h"
#include "base/num.h"
#include "expr/func.h"
#include "quality/conceal.h"
#include "quality/unique.h"
#include "run/edit.h"
#include "run/explain.h"
#include "state/memory.h"
#include "tag/tag_run.h"
#include "tool/tool.h"

#include <inttypes.h>

struct cfg {
	const char  *fields;	/* --fields */
	const char **readers;	/* --for */
	size_t       nreaders;
	bool         framed;	/* --framed */
	const char **set;	/* --set */
	size_t       nset;
	const char **drop;	/* --drop */
	size_t       ndrop;
	const char **rename;	/* --rename */
	size_t       nrename;
	const char  *explode;	/* --explode */
	const char  *sample;	/* --sample */
	const char  *shard;	/* --shard */
	const char  *key;	/* --key */
	const char  *compare;	/* --compare */
	const char  *moving;	/* --moving */
	uint64_t     seed;	/* --seed */
	struct unique_query unique;	/* --unique, --within, --max-keys, --state */
	struct conceal_query conceal;	/* --pseudonym, --key-file, --tenant, --max-class, --plan */
	struct tag_query    tag;	/* --tag, --answers, --review, --agreement */
	uint64_t     head;	/* --head */
	bool         explain;	/* --explain */
};

/* A second cxselect does the rest. */
#define LOOKBACK_ALONE \
	"fields for framed set drop rename explode shard sample unique state tag"
#define TAG_ALONE	"fields for framed set drop rename explode shard sample unique state"
#define CONCEAL_ALONE	"framed compare moving tag"

static const struct opt opts[] = {
	OPT_EXPLAIN(cfg, explain, "resume compare moving tag"),
	OPT_WHERE,
	OPT_CHANNELS,
	OPT_TEXT(0, "fields", cfg, fields, "a,b", "write only these fields, in this order",
	    .not_with = "drop rename"),
	OPT_FOR("fields drop rename"),
	OPT_LIST(0, "set", cfg, set, "NEW=EXPR", "add or replace a field"),
	OPT_LIST(0, "drop", cfg, drop, "a,b", "leave fields out"),
	OPT_LIST(0, "rename", cfg, rename, "NEW=OLD", "call a field something else"),
	OPT_CONCEAL(CONCEAL_ALONE),
	OPT_TEXT(0, "explode", cfg, explode, "ARRAY", "one record per element of an array field"),
	OPT_TEXT(0, "sample", cfg, sample, "P%",
	    "keep a random share of the records, or of the keys"),
	OPT_TEXT(0, "shard", cfg, shard, "I/N", "keep part I of N (1..N) of the keys",
	    .needs = "key"),
	OPT_TEXT(0, "key", cfg, key, "FIELD,...", "what --sample and --shard keep together; "
	    "what tells series apart", .needs = "sample shard compare moving"),
	OPT_U64(0, "seed", cfg, seed, 0, UINT64_MAX, "N", "draw another sample (default 0)"),
	OPT_TEXT(0, "unique", cfg, unique.keys, "EXPR,...",
	    "keep the first of records with the same values"),
	OPT_TEXT(0, "within", cfg, unique.within, "DURATION",
	    "of those of which one was kept no longer ago or ahead (default for ever)",
	    .needs = "unique"),
	OPT_TEXT(0, "compare", cfg, compare, "TIME,...",
	    "results: add what each number was so long ago, 1d 1w 4w 1mo, and the change",
	    .not_with = LOOKBACK_ALONE),
	OPT_TEXT(0, "moving", cfg, moving, "N,...",
	    "results: add the mean of the last N points of each number",
	    .not_with = LOOKBACK_ALONE),
	OPT_TEXT(0, "tag", cfg, tag.rules, "FILE",
	    "comments: add the tags that the text has, by these rules, YAML",
	    .not_with = TAG_ALONE, .file = PLACE_READ),
	OPT_TEXT(0, "answers", cfg, tag.answers, "FILE",
	    "what people said of a --review: their tags win", .needs = "tag", .file = PLACE_READ),
	OPT_TEXT(0, "review", cfg, tag.review, "FILE",
	    "what neither a rule nor a sure classifier has tagged, for people to answer",
	    .needs = "tag", .file = PLACE_WRITTEN),
	OPT_FLAG(0, "agreement", cfg, tag.agreement,
	    "write no records but how far people, rules and classifier agree", .needs = "tag",
	    .not_with = "head"),
	OPT_U64(0, "max-keys", cfg, unique.max_keys, 1, UNIQUE_KEYS, "N",
	    "keys to remember; more is an error (default 100000000)",
	    .needs = "unique compare moving"),
	OPT_TEXT(0, "state", cfg, unique.state, "FILE",
	    "go on from what FILE remembers of earlier runs, and renew it", .needs = "unique",
	    .file = PLACE_WRITTEN),
	OPT_U64(0, "head", cfg, head, 1, UINT64_MAX, "N", "stop after N output records",
	    .not_with = "framed"),
	OPT_SOURCE,
	OPT_TIME,
	OPT_RESUME_RECORDS("head framed state compare moving tag"),
	OPT_THREADS,
	OPT_COMMON,
	OPT_END
};

static const struct registry *const lists[] = { &func_registry, NULL };

static const struct tool tool = {
	.name = "cxselect",
	.usage = "[-e EXPR] [OPTION...] [FILE...]",
	.summary = "Keep the records, and the fields, that matter.",
	.opts = opts,
	.lists = lists,
	.example =
	    "  cxselect -f combined -e 'status >= 500' --fields timestamp,path access.log\n",
};

struct plan {
	const struct edit *edit;
	struct conceal    *conceal;	/* NULL: nothing is */
	struct edit_cfg    edits;
	bool               keyed;
	size_t             key;		/* slot */
	uint64_t           seed;
	double             sample;	/* share kept; 1 keeps all */
	uint64_t           shard;	/* 0-based */
	uint64_t           shards;	/* 0: not sharded */
	bool               unique;	/* the thread's part is the struct unique */
};

/* Two independent draws from one key. */
enum { SALT_SAMPLE = 0x5a4d, SALT_SHARD = 0x5348 };

static bool
drawn(const struct plan *p, const struct record *r, struct expr_eval *ev)
{
	struct sv key = { (const char *)&r->pos, sizeof(r->pos) };
	double unit;

	if (p->keyed)
		key = val_text(&r->slot[p->key], expr_eval_arena(ev));
	unit = (double)(hash_sv(key, p->seed ^ SALT_SAMPLE) >> 11) * 0x1p-53;
	if (unit >= p->sample)
		return false;
	return p->shards == 0 || hash_sv(key, p->seed ^ SALT_SHARD) % p->shards == p->shard;
}

static enum rc
keep(const struct map_in *in, const struct record *r, struct stream_out *out, struct err *e)
{
	const struct plan *p = in->ctx;

	if ((p->sample < 1 || p->shards != 0) && !drawn(p, r, in->ev))
		return RC_OK;
	if (p->unique) {
		bool first;
		enum rc rc = unique_take(in->part, in, r, &first, e);

		if (rc != RC_OK || !first)
			return rc;
	}
	return conceal_write(p->conceal, p->edit, in, r, &out->o, e);
}

static enum rc
sample_option(struct plan *p, const char *text, struct err *e)
{
	struct sv s = sv_of(text);

	if (s.n > 1 && s.p[s.n - 1] == '%' && num_double((struct sv){ s.p, s.n - 1 },
	    &p->sample) == RC_OK && p->sample >= 0 && p->sample <= 100) {
		p->sample /= 100;
		return RC_OK;
	}
	return rc_err(e, RC_USAGE, "--sample: expected a share such as 5%%, got '%s'", text);
}

static enum rc
shard_option(struct plan *p, const char *text, struct err *e)
{
	struct sv s = sv_of(text);
	size_t slash = sv_find(s, '/');

	if (slash < s.n && num_u64((struct sv){ s.p, slash }, &p->shard) == RC_OK &&
	    num_u64((struct sv){ s.p + slash + 1, s.n - slash - 1 }, &p->shards) == RC_OK &&
	    p->shard >= 1 && p->shard <= p->shards) {
		p->shard--;
		return RC_OK;
	}
	return rc_err(e, RC_USAGE, "--shard: expected I/N with 1 <= I <= N, got '%s'", text);
}

static enum rc
compile(struct plan *p, const struct cfg *cfg, struct job *j, struct err *e)
{
	enum rc rc = RC_OK;

	p->sample = 1;
	p->seed = cfg->seed;
	p->unique = cfg->unique.keys != NULL;
	if (cfg->sample != NULL)
		rc = sample_option(p, cfg->sample, e);
	if (rc == RC_OK && cfg->shard != NULL)
		rc = shard_option(p, cfg->shard, e);
	if (rc == RC_OK && cfg->key != NULL) {
		p->keyed = true;
		rc = proj_add(&j->query.proj, sv_of(cfg->key), &p->key, e);
		if (rc != RC_OK)
			rc_in(e, "--key", cfg->key);
	}
	if (rc != RC_OK)
		return rc;
	p->edits = (struct edit_cfg){
	    .fields = cfg->fields, .readers = cfg->readers, .nreaders = cfg->nreaders,
	    .framed = cfg->framed, .explode = cfg->explode, .set = cfg->set, .nset = cfg->nset,
	    .drop = cfg->drop, .ndrop = cfg->ndrop, .rename = cfg->rename, .nrename = cfg->nrename,
	};
	rc = conceal_compile(&p->conceal, &cfg->conceal, j, e);
	return rc == RC_OK ? edit_compile(&p->edit, &p->edits, j, e) : rc;
}

/* One thread, and one memory. */
static void *
take_part(void *state, unsigned i)
{
	(void)i;
	return state;
}

static enum rc
run(struct plan *plan, const struct cfg *cfg, struct job *j, struct err *e)
{
	struct map_plan p = { .fn = keep, .ctx = plan, .edit = plan->edit, .head = cfg->head };
	struct unique unique;
	enum rc rc;

	if (cfg->explain) {
		rc = explain_open(j, e);
		if (rc == RC_OK)
			edit_explain(&plan->edits, j);
		if (rc == RC_OK)
			conceal_explain(&cfg->conceal, j);
		return rc;
	}
	if (!plan->unique)
		return memory_map(j, &p, e);
	rc = unique_compile(&unique, &cfg->unique, j, e);
	p.serial = true;
	p.part = take_part;
	p.state = &unique;
	return rc == RC_OK ? unique_run(&unique, j, &p, e) : rc;
}

static enum rc
look_back(const struct cfg *cfg, struct job *j, struct err *e)
{
	struct lookback b;
	enum rc rc = lookback_compile(&b, &(struct lookback_query){ cfg->compare, cfg->moving,
	    cfg->key, cfg->unique.max_keys }, j, e);

	if (rc == RC_OK)
		rc = map_run(j, &(struct map_plan){ .fn = lookback_record, .head = cfg->head,
		    .serial = true, .part = take_part, .state = &b }, e);
	lookback_free(&b);
	return rc;
}

int
main(int argc, char **argv)
{
	struct cfg cfg = { .unique.max_keys = UNIQUE_KEYS };
	struct err e = { 0 };
	struct job job;
	struct plan plan = { 0 };
	enum rc rc = tool_start(&tool, &cfg, &job, argc, argv, &e);

	if (rc == RC_OK && (cfg.compare != NULL || cfg.moving != NULL)) {
		rc = look_back(&cfg, &job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK && cfg.tag.rules != NULL) {
		rc = tag_run(&cfg.tag, cfg.head, &job, &e);
		return tool_finish(&tool, &job, rc, &e);
	}
	if (rc == RC_OK)
		rc = compile(&plan, &cfg, &job, &e);
	if (rc == RC_OK) {
		rc = run(&plan, &cfg, &job, &e);
		edit_tell(plan.edit, &job);
	}
	conceal_free(plan.conceal);
	return tool_finish(&tool, &job, rc, &e);
}
