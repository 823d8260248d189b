/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/stream.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>

/* Room for one more reject; NULL beyond the first few when not all are wanted. */
static struct reject *
new_reject(struct stream_out *out)
{
	if (!out->keep && out->nreject >= JOB_SHOWN)
		return NULL;
	if (out->nreject == out->capreject) {
		out->capreject = out->capreject != 0 ? 2 * out->capreject : 8;
		out->reject = mem_array(out->reject, out->capreject, sizeof(*out->reject));
	}
	return &out->reject[out->nreject++];
}

void
stream_reject_keep(struct stream_out *out, const struct reject *rej)
{
	struct reject *kept;

	out->rejected++;
	if (out->refused)
		return;
	kept = new_reject(out);
	if (kept == NULL)
		return;
	*kept = *rej;
	kept->raw = arena_sv(&out->arena, rej->raw);
}

void
stream_reject(struct stream_out *out, const struct record *r, const char *code, struct sv more,
    const char *fmt, ...)
{
	bool again = out->refused;
	struct reject *rej;
	struct sv raw;
	va_list ap;

	if (again && !out->keep)
		return;
	out->refused = true;
	rej = new_reject(out);
	if (rej == NULL)
		return;
	raw = again ? rej[-1].raw : arena_sv(&out->arena, record_line(r));
	*rej = (struct reject){
		.line_no = r->line_no, .code = code, .raw = raw, .again = again,
		.more = more.n != 0 ? arena_sv(&out->arena, more) : more,
	};
	va_start(ap, fmt);
	vsnprintf(rej->msg, sizeof(rej->msg), fmt, ap);
	va_end(ap);
}
