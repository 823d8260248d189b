/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail_name - the names that rotation gives to the files of a log
 *
 *     access.log  .1  .2.gz  -20261129  -2026112919.zst  .2026-11-29  .old  .gz
 *     access-20261129.log  access.1.log.gz             (before the extension)
 *
 * As logrotate (with dateext, dateformat, extension), newsyslog, savelog and the handlers
 * of Python, Java and Go write them.
 */
#ifndef CX_IO_TRAIL_NAME_H
#define CX_IO_TRAIL_NAME_H

#include "base/sv.h"

enum trail_name {
	TRAIL_NAME_OTHER,	/* it belongs to another log */
	TRAIL_NAME_BASE,	/* the log itself */
	TRAIL_NAME_ROTATED
};

/** trail_name_of - what the file @name is to the log @base, in the same folder */
enum trail_name trail_name_of(struct sv base, struct sv name);

/** trail_name_number - N of .N, which grows as a file gets older; 0 when it has no number */
unsigned trail_name_number(struct sv base, struct sv name);

/** trail_name_plain - @name without the ending of a compressor; all of it when it has none */
struct sv trail_name_plain(struct sv name);

#endif
