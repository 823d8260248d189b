/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results that are kept behind the states:
 *
 *     {"kind":"state_results","asked":"...","bytes":4711,"lines":"...","check":"..."}
 *     the results, so many bytes, whose XXH3 is in `lines`
 */
#include "base/hash.h"
#include "query/document.h"
#include "state/kept.h"

#include <jansson.h>

#include <string.h>

#define BEGIN "{\"kind\":\"state_results\","

void
kept_ask(struct kept *k, struct sv asked)
{
	k->asked = hash_sv(asked, 0);
	k->asked += k->asked == 0;
}

void
kept_listen(struct kept *k)
{
	if (k->asked != 0)
		out_copy(k->j->run.out, &k->results, KEPT_RESULTS_MAX);
}

enum rc
kept_tell(struct kept *k, struct err *e)
{
	enum rc rc = job_open(k->j, NULL, e);

	if (rc == RC_OK)
		out_sv(k->j->run.out, buf_view(&k->results));
	return rc;
}

void
kept_write_results(const struct kept *k, struct out *o)
{
	char asked[HEAD_HEX + 1], lines[HEAD_HEX + 1];
	struct jwrite w;
	struct buf b;

	if (k->asked == 0 || k->results.n == 0)
		return;
	head_hex(asked, k->asked);
	head_hex(lines, hash_sv(buf_view(&k->results), 0));
	buf_init(&b, SIZE_MAX);
	head_begin(&w, &b, "state_results");
	jwrite_put_text(&w, "asked", sv_of(asked));
	jwrite_put_u64(&w, "bytes", k->results.n);
	jwrite_put_text(&w, "lines", sv_of(lines));
	head_seal(&w, &b);
	out_sv(o, buf_view(&b));
	out_sv(o, buf_view(&k->results));
	buf_free(&b);
}

/* The line before the results, in @text; NULL when it is not there. */
static const char *
find_line(const char *text, size_t n)
{
	const char *p = text, *end = text + n, *nl;

	for (; p < end; p = nl + 1) {
		if ((size_t)(end - p) > sizeof(BEGIN) && memcmp(p, BEGIN, sizeof(BEGIN) - 1) == 0)
			return p;
		nl = memchr(p, '\n', (size_t)(end - p));
		if (nl == NULL)
			break;
	}
	return NULL;
}

/* That line: how many bytes follow, and their hash; false when they are not what is asked. */
static bool
read_line(const struct kept *k, struct sv line, uint64_t *bytes, uint64_t *lines)
{
	json_t *doc = NULL;
	uint64_t asked;
	bool good = head_sealed(line) && document_load(&doc, line, NULL) == RC_OK;

	good = good && head_unhex(document_sv(json_object_get(doc, "asked")), &asked) &&
	    asked == k->asked &&
	    head_unhex(document_sv(json_object_get(doc, "lines")), lines);
	*bytes = (uint64_t)json_integer_value(json_object_get(doc, "bytes"));
	document_free(doc);
	return good && *bytes > 0 && *bytes <= KEPT_RESULTS_MAX;
}

/* What of the block is results, or the line before them. */
static void
take_block(struct kept *k, const struct block *b, uint64_t *bytes, uint64_t *lines)
{
	const char *p = b->p, *end = b->p + b->n;

	if (*bytes == 0) {
		const char *nl;

		p = find_line(p, b->n);
		nl = p != NULL ? memchr(p, '\n', (size_t)(end - p)) : NULL;
		if (nl == NULL || !read_line(k, (struct sv){ p, (size_t)(nl - p) }, bytes, lines)) {
			*bytes = 0;
			return;
		}
		p = nl + 1;
	}
	if ((uint64_t)(end - p) > *bytes - k->results.n)
		end = p + (*bytes - k->results.n);
	buf_add(&k->results, p, (size_t)(end - p));
}

void
kept_read_results(struct kept *k, const char *path)
{
	uint64_t bytes = 0, lines = 0;
	struct block b = { 0 };
	struct in *in;

	if (in_open(&in, &(struct in_cfg){ .path = &path, .n = 1 }, NULL) != RC_OK)
		return;
	while (in_next(in, &b, NULL) == RC_OK && (bytes == 0 || k->results.n < bytes))
		take_block(k, &b, &bytes, &lines);
	in_block_free(&b);
	in_close(in);
	k->told = bytes > 0 && k->results.n == bytes &&
	    hash_sv(buf_view(&k->results), 0) == lines;
	if (!k->told)
		buf_clear(&k->results);
}
