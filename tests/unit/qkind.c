/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qkind - the registry of kinds of checks: every row has a sample here that is read, finds
 * what is bad and adds up over threads, has its line in cxcheck(1), and is offered to
 * who mistypes it
 *
 * Runs in the top directory.
 */
#include "quality/qcheck.h"
#include "quality/qkind.h"
#include "quality/qplan.h"

#include "../t.h"
#include "../xbench.h"

#include <ctype.h>
#include <unistd.h>

enum { EVENTS = 6 };

#define NOW INT64_C(1795341600000000)	/* 2026-11-22T10:00:00Z */
#define AT(time) "{\"ts\":\"2026-11-22T" time ":00Z\"}"

static const struct sample {
	const char *name;
	const char *rest;		/* of the check, behind its name */
	const char *good[EVENTS];	/* none of them is bad */
	const char *bad[EVENTS];	/* something is */
} samples[] = {
	{ "not_null", ": x}", { "{\"x\":0}" }, { "{\"x\":null}", "{\"y\":1}" } },
	{ "unique", ": x, within: 1h, time: ts, max_values: 9}", { "{\"x\":1}", "{\"x\":\"a\"}" },
	    { "{\"x\":1}", "{\"x\":2}", "{\"x\":1}" } },
	{ "in", ": x, values: [a, 2, true]}", { "{\"x\":2.0}", "{\"x\":\"a\"}", "{\"x\":true}", "{}" },
	    { "{\"x\":\"b\"}", "{\"x\":false}" } },
	{ "ref", ": x, file: values}", { "{\"x\":\"a\"}", "{\"x\":7}" }, { "{\"x\":\"\"}" } },
	{ "rule", ": x > 0}", { "{\"x\":1}" }, { "{\"x\":-1}", "{}" } },
	{ "late", ": ts, max: 5m}", { AT("09:55"), AT("11:00") }, { AT("09:54"), "{\"ts\":\"?\"}" } },
	{ "future", ": ts, max: 5m}", { AT("10:05"), AT("09:00") }, { AT("10:06") } },
	{ "fresh", ": ts, max_age: 1h}", { AT("07:00"), AT("09:30"), "{}" },
	    { AT("08:00"), AT("12:00") } },
	{ "sequence", ": x}", { "{\"x\":3}", "{\"x\":1}", "{\"x\":2}", "{\"x\":2}" },
	    { "{\"x\":-3}", "{\"x\":1.5}", "{\"x\":600}" } },
	{ "volume", ": 1h, min: 2, max: 3}", { AT("07:00"), AT("08:01"), AT("08:02"), AT("09:00") },
	    { AT("07:00"), AT("08:00"), AT("09:00") } },
	{ "personal", ": public}", { "{\"x\":\"a\"}", "{\"x\":[1,{\"y\":null}]}" },
	    { "{\"x\":[{\"y\":\"a@example.org\"}]}" } }
};

static char dir[4096];

struct asked {			/* a plan of one check */
	struct xbench b;
	struct qplan  plan;
	struct err    e;
	enum rc       rc;
};

struct answer {
	struct qkind_tally t;
	uint64_t           told;	/* bad events that step found */
	bool               ok;
};

static void
write_file(const char *name, const char *text)
{
	char path[sizeof(dir) + 16];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		exit(2);
}

static void
ask(struct asked *q, const char *name, const char *rest)
{
	char text[400], path[sizeof(dir) + 16];
	struct qplan_cfg cfg = { 0 };

	snprintf(text, sizeof(text), "time: ts\ntarget: 50%%\nclass: public\nchecks:\n  - {%s%s\n", name, rest);
	write_file("plan", text);
	snprintf(path, sizeof(path), "%s/plan", dir);
	xbench_init(&q->b);
	q->e = (struct err){ 0 };
	cfg.env = &q->b.env;
	q->rc = qplan_load(&q->plan, path, &cfg, &q->e);
}

static void
end_asking(struct asked *q)
{
	qplan_free(&q->plan);
	xbench_free(&q->b);
}

static const struct sample *
sample_of(const char *name)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		if (strcmp(samples[i].name, name) == 0)
			return &samples[i];
	return NULL;
}

/* Every @step-th event from @from on. */
static void
look_at(struct asked *q, const char *const *event, size_t from, size_t step, struct answer *out)
{
	static const struct qlook_clock clock = { .now_us = NOW };
	struct qlook look = { .c = &q->plan.check[0], .clock = &clock, .ev = q->b.ev };
	struct err e = { 0 };

	*out = (struct answer){ .ok = true };
	qcheck_init(&out->t, look.c, &q->b.arena, 1);
	for (size_t i = from; i < EVENTS && event[i] != NULL; i += step) {
		expr_eval_reset(q->b.ev);
		out->ok = out->ok && xbench_record(&q->b, sv_of(event[i]));
		look.r = &q->b.rec;
		out->ok = out->ok && qcheck_step(&out->t, &look, &e) == RC_OK;
		out->told += look.answer == QLOOK_BAD;
	}
}

static void
end_looking(struct asked *q, struct answer *a)
{
	static const struct qlook_clock clock = { .now_us = NOW };

	qcheck_end(&a->t, &q->plan.check[0], &clock);
	qcheck_free(&a->t, &q->plan.check[0]);
}

/* Whole, and in two parts that are merged either way: the same counts. */
static struct answer
whole_and_parts(struct asked *q, const char *const *event)
{
	const struct qplan_check *c = &q->plan.check[0];
	struct answer whole, part[2];

	look_at(q, event, 0, 1, &whole);
	end_looking(q, &whole);
	for (size_t first = 0; first < 2 && (c->kind->flags & QKIND_SERIAL) == 0; first++) {
		look_at(q, event, 0, 2, &part[0]);
		look_at(q, event, 1, 2, &part[1]);
		qcheck_merge(&part[first].t, &part[1 - first].t, c);
		qcheck_free(&part[1 - first].t, c);
		end_looking(q, &part[first]);
		T_OK(part[first].ok && part[first].t.n == whole.t.n &&
		    part[first].t.bad == whole.t.bad, "%s: two parts, merged %s: %" PRIu64 " of %"
		    PRIu64 " bad", c->kind->name, first == 0 ? "forwards" : "backwards",
		    part[first].t.bad, part[first].t.n);
	}
	return whole;
}

static void
test_sample(const struct qkind *kind, const struct sample *s)
{
	struct answer good, bad;
	struct asked q;

	ask(&q, s->name, s->rest);
	T_OK(q.rc == RC_OK && q.plan.ncheck == 1 && q.plan.check[0].kind == kind, "%s is read: %s",
	    s->name, q.e.msg);
	if (q.rc == RC_OK) {
		good = whole_and_parts(&q, s->good);
		T_OK(good.ok && good.t.n != 0 && good.t.bad == 0 && good.told == 0,
		    "%s: %" PRIu64 " good", s->name, good.t.n);
		bad = whole_and_parts(&q, s->bad);
		T_OK(bad.ok && bad.t.bad != 0, "%s: %" PRIu64 " of %" PRIu64 " bad", s->name,
		    bad.t.bad, bad.t.n);
		T_OK((bad.told != 0) == (kind->fault != NULL),
		    "%s: says what is bad of an event if it ever tells one", s->name);
		T_OK(q.plan.serial == ((kind->flags & QKIND_SERIAL) != 0),
		    "%s: serial as its row says", s->name);
	}
	end_asking(&q);
}

static void
test_mistyped(const struct qkind *kind, const struct sample *s)
{
	char name[40], want[60];
	struct asked q;

	snprintf(name, sizeof(name), "%s%c", kind->name, kind->name[strlen(kind->name) - 1]);
	snprintf(want, sizeof(want), "(did you mean '%s'?)", kind->name);
	ask(&q, name, s->rest);
	T_OK(q.rc == RC_SYNTAX && strstr(q.e.msg, want) != NULL, "%s: %s", name, q.e.msg);
	end_asking(&q);
	ask(&q, kind->name, ": ts, zzzz: 1}");
	T_OK(q.rc == RC_SYNTAX && strstr(q.e.msg, "zzzz") != NULL, "%s: %s", kind->name, q.e.msg);
	end_asking(&q);
	ask(&q, "where", ": x > 0}");
	T_OK(q.rc == RC_SYNTAX && strstr(q.e.msg, kind->name) != NULL, "no kind: %s", q.e.msg);
	end_asking(&q);
}

/* The heading of its entry: ".It Cm NAME : ... Cm SETTING : ..." */
static void
test_manual(const struct qkind *kind, const char *page)
{
	char mark[60], line[400];
	const char *at;

	snprintf(mark, sizeof(mark), "\n.It Cm %s : ", kind->name);
	at = strstr(page, mark);
	T_OK(at != NULL && strstr(at + 1, mark) == NULL, "cxcheck(1) has %s once", kind->name);
	snprintf(line, sizeof(line), "%.*s", at != NULL ? (int)strcspn(at + 1, "\n") : 0,
	    at != NULL ? at + 1 : "");
	for (size_t i = 0; i < QKIND_SETTINGS_MAX && kind->setting[i] != NULL; i++) {
		snprintf(mark, sizeof(mark), " Cm %s : ", kind->setting[i]);
		T_OK(strstr(line, mark) != NULL, "and its %s", kind->setting[i]);
	}
}

static void
test_row(const struct qkind *kind)
{
	T_OK(registry_find(&qkind_registry, sv_of(kind->name)) == kind,
	    "the name %s is given once", kind->name);
	T_OK(kind->summary[0] != '\0' && kind->summary[strlen(kind->summary) - 1] != '.' &&
	    !isupper((unsigned char)kind->summary[0]), "%s: %s", kind->name, kind->summary);
	T_OK(kind->code[0] != '\0' && kind->step != NULL, "%s has a code and is asked", kind->name);
	T_OK((kind->own_size != 0) == (kind->init != NULL) && ((kind->flags & QKIND_SERIAL) != 0 ||
	    (kind->own_size != 0) == (kind->merge != NULL)),
	    "%s sets up and merges what it remembers", kind->name);
}

static char *
read_page(const char *path)
{
	static char page[1 << 17];
	FILE *f = fopen(path, "r");
	size_t n;

	if (f == NULL)
		exit(2);
	n = fread(page, 1, sizeof(page) - 1, f);
	page[n] = '\0';
	fclose(f);
	return page;
}

static void
drop_files(void)
{
	static const char *const names[] = { "plan", "values" };
	char path[sizeof(dir) + 16];

	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		unlink(path);
	}
	rmdir(dir);
}

int
main(void)
{
	const char *page = read_page("man/cxcheck.1");
	const struct qkind *kind;
	size_t n;

	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-qkind")) == NULL)
		return 2;
	write_file("values", "a\r\n\n7\n");
	for (n = 0; (kind = registry_row(&qkind_registry, n)) != NULL; n++) {
		const struct sample *s = sample_of(kind->name);

		test_row(kind);
		test_manual(kind, page);
		T_OK(s != NULL, "%s has a sample", kind->name);
		if (s == NULL)
			continue;
		test_sample(kind, s);
		test_mistyped(kind, s);
	}
	T_OK(n == sizeof(samples) / sizeof(samples[0]), "every sample is of a row");
	drop_files();
	return t_done();
}
