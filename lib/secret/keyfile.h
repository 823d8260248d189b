/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * keyfile - secrets from files that no one else may read, and keys with their names
 *
 *     # made by: (umask 077; echo "2026-11 $(openssl rand -base64 32)" >ledger.key)
 *     2026-11 8xX0mO9Sg0J3xLr0o3C0cJx0B0dO1pQ4yq6WJm5mN2k=
 *     2026-05 xqB4l1m8mJk3uT2zR0v9c4bQ7s5dF6gH1jK3l5n7p9Q=
 *
 * A line a key: its name, white space, the key in base64; blank lines and those that begin
 * with '#' say nothing.  The first key is the one that is used; those below it were used before,
 * and still find what was written with them.
 */
#ifndef CX_SECRET_KEYFILE_H
#define CX_SECRET_KEYFILE_H

#include "base/buf.h"
#include "base/rc.h"
#include "base/sv.h"

#include <stddef.h>

enum {
	KEYFILE_BYTES_MAX = 64 << 10,
	KEYFILE_KEYS_MAX = 16,
	KEYFILE_NAME_MAX = 32,	/* letters, digits, '.', '-', '_' */
	KEYFILE_KEY_MIN = 16,	/* bytes of a key */
	KEYFILE_KEY_MAX = 256
};

struct keyfile_key {
	struct sv kid;		/* its name */
	struct sv bytes;
};

struct keyfile {
	struct keyfile_key key[KEYFILE_KEYS_MAX];
	size_t             n;	/* at least 1 once it was read */
	struct buf         text;	/* what the slices lie in */
	struct buf         raw;
};

/**
 * keyfile_text - all of a file that holds a secret: a token, a password, a key in PEM
 * @b: init'ed by this; buf_free it, or better keyfile_forget
 *
 * Without white space at its end.
 * Returns: RC_OK; RC_USAGE others may read it, it is empty, or over KEYFILE_BYTES_MAX; RC_IO.
 *          The message has the path.
 */
MUST_USE enum rc keyfile_text(const char *path, struct buf *b, struct err *e);

/** keyfile_forget - wipe what keyfile_text read, and free it; as after buf_init */
void keyfile_forget(struct buf *b);

/**
 * keyfile_read - the keys of a file
 *
 * Returns: RC_OK, keyfile_free it; RC_USAGE as keyfile_text; RC_SYNTAX "FILE:LINE:COL: ...";
 *          RC_IO.  After a failure there is nothing to free.
 */
MUST_USE enum rc keyfile_read(struct keyfile *k, const char *path, struct err *e);

/** keyfile_free - wiped first; one of zeros is fine */
void keyfile_free(struct keyfile *k);

#endif
