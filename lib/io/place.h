/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * place - which file a path names: the same one under another name, or a descriptor
 *
 * A path may lead through links, may name one of our own descriptors (/dev/stderr,
 * /dev/fd/3, /proc/self/fd/3), or a file that is not there yet.
 */
#ifndef CX_IO_PLACE_H
#define CX_IO_PLACE_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLACE_NO_FD = -1, PLACE_FOREIGN_FD = -2 };

/**
 * place_fd - the descriptor that @path names
 *
 * Returns: its number, open or not; PLACE_NO_FD when it names a file; PLACE_FOREIGN_FD for
 *          one of another process.
 */
int place_fd(const char *path);

/**
 * place_follow - what the symbolic links of @path's last component lead to, there or not
 *
 * Returns: a path, to be mem_freed; NULL and errno.
 */
char *place_follow(const char *path);

/** place_dir - bytes of @path up to and with its last slash */
size_t place_dir(const char *path);

enum place_use {
	PLACE_INPUT = 1,	/* read as records: -o may take its place */
	PLACE_READ = 2,		/* a specification, a list, states: read, and kept */
	PLACE_OUTPUT = 4,	/* -o or standard output */
	PLACE_WRITTEN = 8	/* any other file that is written */
};

/** place_use_name - "input", "read", "output" or "written" */
const char *place_use_name(enum place_use use);

struct place_file {
	const char    *what;	/* "--rejects", "standard output"; for messages */
	const char    *path;	/* NULL: descriptor fd */
	int            fd;
	enum place_use use;
};

/**
 * place_clash - two of @n places are one file, and one of the two is written
 *
 * Fine are: an input under -o, which then is edited in place; two that are written
 * through descriptors, line by line; whatever is no regular file.
 * Returns: RC_OK; RC_USAGE with both names.
 * Cost:    one stat(2) a place.
 */
MUST_USE enum rc place_clash(const struct place_file *p, size_t n, struct err *e);

#endif
