/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * foreign - see foreign.h
 */
#include "io/foreign.h"

#include <string.h>

static const struct {
	const char *magic;
	size_t      n;
	const char *reason;
} files[] = {
	{ "\x04\x22\x4d\x18", 4, "is compressed by lz4: lz4 -dc FILE | ..." },
	{ "\x1f\x9d", 2, "is compressed by compress: gzip -dc FILE | ..." },
	{ "7z\xbc\xaf\x27\x1c", 6, "is an archive of 7-Zip: 7z x -so FILE | ..." },
	{ "PK\3\4", 4, "is a ZIP archive: unzip -p FILE | ...; a spreadsheet is one too: save it "
	    "as CSV" },
	{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "is a spreadsheet or the like: save it as CSV" },
};

const char *
foreign_reason(const unsigned char *p, size_t n, bool *more)
{
	const char *reason = NULL;

	*more = false;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		bool whole = n >= files[i].n;

		if (memcmp(files[i].magic, p, whole ? files[i].n : n) != 0)
			continue;
		*more |= !whole;
		if (whole && reason == NULL)
			reason = files[i].reason;
	}
	return reason;
}
