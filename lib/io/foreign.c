/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * foreign - see foreign.h
 *
 * Without a byte order mark UTF-16 is told by two characters of ASCII, every
 * other byte a NUL.  The NULs that a log may begin with, after it was cut off under
 * its writer, stand all together.
 */
#include "io/foreign.h"

#include <string.h>

/* @magic: '?' stands for a character of ASCII. */
static const struct {
	const char *magic;
	size_t      n;
	const char *reason;
} files[] = {
	{ "\xff\xfe\0\0", 4, "looks like UTF-32: iconv -f UTF-32 -t UTF-8 FILE | ..." },
	{ "\xff\xfe", 2, "looks like UTF-16: iconv -f UTF-16 -t UTF-8 FILE | ..." },
	{ "\xfe\xff", 2, "looks like UTF-16: iconv -f UTF-16 -t UTF-8 FILE | ..." },
	{ "?\0?\0", 4, "looks like UTF-16: iconv -f UTF-16LE -t UTF-8 FILE | ..." },
	{ "\0?\0?", 4, "looks like UTF-16: iconv -f UTF-16BE -t UTF-8 FILE | ..." },
	{ "\x04\x22\x4d\x18", 4, "is compressed by lz4: lz4 -dc FILE | ..." },
	{ "\x1f\x9d", 2, "is compressed by compress: gzip -dc FILE | ..." },
	{ "7z\xbc\xaf\x27\x1c", 6, "is an archive of 7-Zip: 7z x -so FILE | ..." },
	{ "PK\3\4", 4, "is a ZIP archive: unzip -p FILE | ...; a spreadsheet is one too: save it "
	    "as CSV" },
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "is a spreadsheet or the like: save it as CSV" },
};

static bool
fits(const char *magic, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (magic[i] == '?' ? p[i] < ' ' || p[i] > '~' : p[i] != (unsigned char)magic[i])
			return false;
	return true;
}

const char *
foreign_reason(const unsigned char *p, size_t n, bool *more)
{
	const char *reason = NULL;

	*more = false;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		bool whole = n >= files[i].n;

		if (!fits(files[i].magic, p, whole ? files[i].n : n))
			continue;
		*more |= !whole;
		if (whole && reason == NULL)
			reason = files[i].reason;
	}
	return reason;
}
