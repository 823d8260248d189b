/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score/score_archive.h"

#include "base/hash.h"
#include "io/out.h"

#include <inttypes.h>

enum { NAME_MOST = 200 };	/* bytes of a file's name, of 255 with what is put behind it */

static void
put_name(struct buf *b, struct sv name)
{
	const size_t from = b->n;

	for (size_t i = 0; i < name.n; i++) {
		const unsigned char c = (unsigned char)name.p[i];
		const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '_' || c == '-' || (c == '.' && i > 0);

		if (plain)
			buf_c(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
	if (b->n - from <= NAME_MOST)
		return;
	b->n = from + NAME_MOST;
	buf_printf(b, "-%016" PRIx64, hash_sv(name, 0));
}

enum rc
score_archive_write(const char *dir, struct sv name, struct score_held *held, struct sv records,
    struct err *e)
{
	struct out *o = NULL;
	struct buf path, plan;
	enum rc rc;

	buf_init(&path, SIZE_MAX);
	buf_init(&plan, SIZE_MAX);
	buf_printf(&path, "%s/", dir);
	put_name(&path, name.n > 0 ? name : SV("experiment"));
	buf_add(&path, ".ndjson", sizeof(".ndjson"));
	rc = out_open(&o, path.p, e);
	if (rc == RC_OK && held != NULL) {
		ab_plan_write(&held->plan, &plan);
		buf_c(&plan, '\n');
		out_sv(o, buf_view(&plan));
	}
	if (rc == RC_OK) {
		out_sv(o, records);
		rc = out_close(o, e);
	}
	buf_free(&plan);
	buf_free(&path);
	return rc;
}
