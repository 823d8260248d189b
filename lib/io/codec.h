/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * codec - one compressed format: bytes in, bytes out, no input or output of its own
 *
 * Streaming, memory fixed by the format's window.  Another library for the same
 * format is another table row.
 */
#ifndef CX_IO_CODEC_H
#define CX_IO_CODEC_H

#include "base/rc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CODEC_MAGIC_MAX = 10 };

#define CODEC_WINDOW_DEFAULT ((size_t)128 << 20)
#define CODEC_WINDOW_MAX     ((uint64_t)2 << 30)

struct codec_io {
	const unsigned char *in;	/* moved past what was taken */
	size_t               n_in;
	char                *out;	/* moved past what was made */
	size_t               n_out;
	bool                 pause;	/* stop where a member has ended, if they are looked for */
};

/* What may be one member, or frame, or stream: nothing of it is certain before it is unpacked. */
struct codec_member {
	size_t   n;		/* bytes from its first one to that of the next member */
	uint64_t out;		/* bytes it makes, about */
	uint64_t need;		/* bytes of memory beside them while it is unpacked, if many */
};

/*
 * Where the member ends whose first bytes are the @n at @p, or others, for whom they are all
 * there is when @all; false when they do not show it.
 */
typedef bool codec_find(const unsigned char *p, size_t n, bool all, struct codec_member *m);

struct codec {
	const char *name;	/* "gzip": for messages */
	size_t      magic;	/* first bytes that tell it from text; at most CODEC_MAGIC_MAX */

	/* Do the first @n bytes of a file fit?  True while they may. */
	bool (*match)(const unsigned char *p, size_t n);

	/* State for one file, heap, for windows of at most so many bytes; never NULL. */
	void *(*open)(size_t max_window);

	/*
	 * Take input and make output until one of them is used up.  Concatenated
	 * members are one stream.  RC_OK; RC_IO and a reason without a path: the data
	 * is damaged, what was made before the damage lies in out; not called again.
	 */
	enum rc (*step)(void *state, struct codec_io *io, struct err *e);

	/*
	 * A member has ended, nothing has come since: another state, fresh or like this one,
	 * would take the next one alike.  NULL with member.
	 */
	bool (*between)(const void *state);

	codec_find *member;	/* the one that begins there; NULL: they are not looked for */
	codec_find *rest;	/* the one that began before; NULL: its end is not looked for */

	/* Input is over: RC_OK between members, else RC_IO "truncated ...". */
	enum rc (*end)(const void *state, struct err *e);

	void (*close)(void *state);
};

extern const struct codec bunzip2_codec;
extern const struct codec gunzip_codec;
extern const struct codec unxz_codec;
extern const struct codec unzstd_codec;

#endif
