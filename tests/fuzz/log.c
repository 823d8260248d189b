/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * log - fuzz target: every text format, alone and in envelopes, with formats and expressions
 * out of the input
 *
 *     FORMAT '\n' FORMAT STRING, EXPRESSION, PATTERN OR ~EXPRESSION TO CONTINUE BY '\n' LINES
 *
 * Whatever comes out, it must not depend on how the lines are cut into blocks,
 * on which fields are asked for, on who writes the record, nor on the kernel or on how
 * many records it is asked for at a time.
 */
#include "../logrun.h"

#include "base/cpu.h"
#include "base/hash.h"
#include "pick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sv
take_line(struct sv *s)
{
	struct sv line = { s->p, sv_find(*s, '\n') };
	size_t used = line.n + (line.n < s->n);

	s->p += used;
	s->n -= used;
	return line;
}

/* The format is @inner, maybe in envelopes. */
static bool
ends_in(struct sv name, const char *inner)
{
	size_t n = strlen(inner);

	return name.n >= n && memcmp(name.p + name.n - n, inner, n) == 0 &&
	    (name.n == n || name.p[name.n - n - 1] == '+');
}

/* The same records when fields are asked for by name, and when all are. */
static void
compare_slots(struct logrun *r, struct sv text)
{
	uint64_t good, bad;

	logrun(r, text);
	good = r->good;
	bad = r->bad;
	r->fields = "timestamp status path";
	logrun(r, text);
	if (good != r->good || bad != r->bad)
		abort();
}

/* The same text by a kernel, from a list of members and written by the record itself. */
static void
compare_kernels(struct logrun *r, struct sv text, const char *want, uint64_t hash)
{
	for (int i = 0; i < CPU_SIMD_N; i++) {
		if (!pick(hash, CPU_SIMD_N, (size_t)i) || !cpu_simd_usable((enum cpu_simd)i))
			continue;
		setenv("CX_SIMD", cpu_simd_name((enum cpu_simd)i), 1);
		r->text = false;
		if (strcmp(want, logrun(r, text)) != 0)
			abort();
		r->text = true;
		if (strcmp(want, logrun(r, text)) != 0)
			abort();
		r->text = false;
	}
	unsetenv("CX_SIMD");
}

/* The same records in batches of some size, with all fields or with some. */
static void
compare_batches(struct logrun *r, struct sv text, uint64_t hash)
{
	static const char *const fields[] = { NULL, "timestamp status path request" };
	static const size_t batch[] = { 1, 2, 7, BATCH_ROWS };
	const size_t ways = 4 * sizeof(batch) / sizeof(batch[0]);

	r->numbered = true;
	for (size_t i = 0; i < ways; i++) {
		char *whole;

		if (!pick(hash, ways, i))
			continue;
		r->fields = fields[i & 1];
		r->text = (i & 2) != 0;
		r->batch = 0;
		(void)logrun(r, text);
		whole = mem_dup(r->out.p, r->out.n);
		r->batch = batch[i / 4];
		if (strcmp(whole, logrun(r, text)) != 0)
			abort();
		mem_free(whole);
	}
	r->numbered = r->text = false;
	r->fields = NULL;
	r->batch = 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sv text = { (const char *)data, size };
	const uint64_t hash = hash_sv(text, 0);
	struct sv name = take_line(&text), option = take_line(&text);
	struct logrun r;
	char *whole;

	if (ends_in(name, "csv") || ends_in(name, "tsv") || option.n > 300 ||
	    (option.n > 0 && option.p[0] == '@'))
		return 0;
	logrun_init(&r, "");
	r.cfg.format = name;
	if (ends_in(name, "nginx") || ends_in(name, "apache"))
		r.cfg.log_format = option;
	else if (ends_in(name, "regex"))
		r.cfg.regex = option;
	else if (ends_in(name, "grok"))
		r.cfg.grok = option;
	else if (option.n > 1 && option.p[0] == '~')
		r.cfg.continues = (struct sv){ option.p + 1, option.n - 1 };
	logrun(&r, text);
	whole = mem_dup(r.out.p, r.out.n);
	r.cut = 1;
	if (strcmp(whole, logrun(&r, text)) != 0)
		abort();
	compare_kernels(&r, text, whole, hash);
	r.cut = 0;
	compare_batches(&r, text, hash / CPU_SIMD_N);
	compare_slots(&r, text);
	mem_free(whole);
	buf_free(&r.out);
	return 0;
}
