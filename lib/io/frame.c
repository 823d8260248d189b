/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * frame - heads and sums; see frame.h
 */
#include "io/frame.h"

#include "base/hash.h"

#include <inttypes.h>

/* No UTF-8 has this byte, so no text that is read here begins with it. */
static const char magic[FRAME_MAGIC + 1] = "\xff" "CXF";

enum { AT_FORM = 4, AT_SUM = 8, AT_LENGTH = 16, AT_RECORDS = 20 };

static uint64_t
sum(const char *p, size_t length)
{
	struct sv s = { p + AT_LENGTH, FRAME_HEAD - AT_LENGTH + length };

	return hash_sv(s, frame_load_long(p));
}

bool
frame_match(const char *p, size_t n)
{
	return memcmp(p, magic, n < FRAME_MAGIC ? n : FRAME_MAGIC) == 0;
}

struct frame_head
frame_head(const char *p)
{
	return (struct frame_head){
		.flags = frame_load(p + AT_FORM) >> 16,
		.length = frame_load(p + AT_LENGTH),
		.records = frame_load(p + AT_RECORDS),
	};
}

enum rc
frame_check(const char *p, size_t n, uint64_t max, struct frame_head *head, struct err *e)
{
	uint32_t version;

	if (n > 0 && !frame_match(p, n))
		return rc_err(e, RC_IO, "no frame begins here");
	if (n < FRAME_HEAD)
		return RC_EMPTY;
	version = frame_load(p + AT_FORM) & 0xffff;
	if (version != FRAME_VERSION)
		return rc_err(e, RC_IO, "frames of version %" PRIu32 ", this program reads "
		    "version %d", version, FRAME_VERSION);
	*head = frame_head(p);
	if (head->length > max)
		return rc_err(e, RC_IO, "a frame of %" PRIu32 " bytes, more than --max-line "
		    "allows", head->length);
	if (n - FRAME_HEAD < head->length)
		return RC_EMPTY;
	if (frame_load_long(p + AT_SUM) != sum(p, head->length))
		return rc_err(e, RC_IO, "damaged frame, its check sum differs");
	return RC_OK;
}

void
frame_open(struct buf *o, unsigned flags)
{
	char head[FRAME_HEAD] = { 0 };

	memcpy(head, magic, FRAME_MAGIC);
	frame_store(head + AT_FORM, FRAME_VERSION | flags << 16);
	buf_add(o, head, sizeof(head));
}

void
frame_close(struct buf *o, size_t at, uint32_t records)
{
	char *p = o->p + at;

	frame_store(p + AT_LENGTH, (uint32_t)(o->n - at - FRAME_HEAD));
	frame_store(p + AT_RECORDS, records);
}

void
frame_seal(struct buf *o)
{
	for (size_t at = 0; at < o->n;) {
		char *p = o->p + at;
		uint32_t length = frame_head(p).length;
		uint64_t v = sum(p, length);

		frame_store(p + AT_SUM, (uint32_t)v);
		frame_store(p + AT_SUM + 4, (uint32_t)(v >> 32));
		at += FRAME_HEAD + length;
	}
}
