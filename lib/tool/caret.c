/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * caret - see caret.h
 */
#include "tool/caret.h"

#include "base/utf8.h"

enum {
	BEFORE = 48,	/* bytes shown before the column */
	WIDTH = 68	/* columns shown in all, indent and dots aside */
};

/* Tabs become spaces, so that the caret stands under what it means. */
static struct sv
readable_text(const char *p, size_t n, struct arena *tmp)
{
	char *copy = arena_bytes(tmp, p, n);
	size_t i;

	for (i = 0; i < n; i++)
		if (copy[i] == '\t' || copy[i] == '\r')
			copy[i] = ' ';
	return utf8_safe((struct sv){ copy, n }, tmp);
}

void
caret_draw(struct buf *b, struct sv text, uint64_t col, struct arena *tmp)
{
	size_t at = col == 0 ? 0 : col - 1 > text.n ? text.n : (size_t)(col - 1);
	size_t start = at, end = at, i, indent;
	struct sv head, tail, shown;
	bool cut;

	while (start > 0 && text.p[start - 1] != '\n')
		start--;
	while (end < text.n && text.p[end] != '\n')
		end++;
	cut = at - start > BEFORE;
	if (cut)
		start = at - BEFORE;
	while (cut && start < at && ((unsigned char)text.p[start] & 0xC0) == 0x80)
		start++;
	head = readable_text(text.p + start, at - start, tmp);
	tail = readable_text(text.p + at, end - at, tmp);
	indent = utf8_width(head);
	shown = utf8_cut(tail, indent < WIDTH ? WIDTH - indent : 0);

	buf_sv(b, cut ? SV("  ...") : SV("  "));
	buf_sv(b, head);
	buf_sv(b, shown);
	buf_sv(b, shown.n < tail.n ? SV("...\n") : SV("\n"));
	for (i = 0; i < indent + (cut ? 5 : 2); i++)
		buf_c(b, ' ');
	buf_sv(b, SV("^\n"));
}
