/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * side - a second file as a whole and by lines: ends, ceilings, compression, reasons
 */
#include "../t.h"

#include "io/side.h"

#include <unistd.h>
#include <zlib.h>

static char path[4096];

static void
put(const char *bytes, size_t n, bool gz)
{
	if (gz) {
		gzFile z = gzopen(path, "wb");

		T_QUIET(gzwrite(z, bytes, (unsigned)n) == (int)n, "gzwrite");
		gzclose(z);
	} else {
		FILE *f = fopen(path, "wb");

		T_QUIET(f != NULL && fwrite(bytes, 1, n, f) == n, "fwrite");
		fclose(f);
	}
}

/* The file in one string: each line in brackets behind its number, or the reason in <>. */
static const char *
lines(void)
{
	static char out[512];
	struct side s;
	struct sv line;
	struct err e = { 0 };
	size_t n = 0;
	enum rc rc = side_open(&s, path, &e);

	while (rc == RC_OK && (rc = side_next(&s, &line, &e)) == RC_OK)
		n += (size_t)snprintf(out + n, sizeof(out) - n, "%d[%.*s]", (int)s.line,
		    (int)line.n, line.p);
	if (rc != RC_END)
		snprintf(out + n, sizeof(out) - n, "<%s>", e.msg);
	side_close(&s);
	out[n] = rc == RC_END ? '\0' : out[n];
	return out;
}

static const char *
whole(size_t max)
{
	static char out[512];
	struct buf b;
	struct err e = { 0 };
	enum rc rc;

	buf_init(&b, max + 1);
	rc = side_text(path, max, &b, &e);
	snprintf(out, sizeof(out), rc == RC_OK ? "%.*s" : "<%.*s>", rc == RC_OK ? (int)b.n :
	    (int)strlen(e.msg), rc == RC_OK ? b.p : e.msg);
	buf_free(&b);
	return out;
}

int
main(void)
{
	int fd = mkstemp(t_temporary(path, sizeof(path), "cx-side"));

	if (!T_OK(fd >= 0, "a file"))
		return t_done();
	close(fd);
	put("a\n\nb c\r\nd", 9, false);
	T_STR(lines(), "1[a]2[]3[b c]4[d]", "lines end in LF, CRLF or with the file");
	put("", 0, false);
	T_STR(lines(), "", "an empty file has no line");
	T_STR(whole(10), "", "and no text");
	put("a\nb\n", 4, true);
	T_STR(lines(), "1[a]2[b]", "compressed lines");
	T_STR(whole(4), "a\nb\n", "compressed text, just as much as there may be");
	T_STR(whole(3), "<over 3 bytes>", "one byte more");
	put("0123456789", 10, false);
	T_STR(whole(9), "<over 9 bytes>", "one byte more, plain");
	T_STR(whole(SIZE_MAX - 1), "0123456789", "no ceiling");
	unlink(path);
	T_STR(whole(9), "<No such file or directory>", "no file: the reason alone");
	T_OK(strstr(lines(), path) != NULL, "by lines, with the path: %s", lines());
	return t_done();
}
