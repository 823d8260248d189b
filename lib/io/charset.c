/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * charset - see charset.h
 *
 * Of a character that lies across two reads the first bytes are held here, and read again in
 * front of the next ones.
 */
#include "io/charset.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

enum kind { BYTES, WIDE16, WIDE32, SYSTEM };

enum { HELD = 16 };		/* bytes of a character at most */

struct charset {
	enum kind       kind;
	bool            big;		/* big-endian */
	bool            mark;		/* a byte order mark may come, and tells the order */
	bool            cp1252;
	iconv_t         iconv;
	unsigned char   held[HELD];
	size_t          nheld;
	uint64_t        bad;
};

static const struct {
	const char *name;
	enum kind   kind;
	bool        big, mark, cp1252;
} rows[] = {
	{ "utf-16", WIDE16, false, true, false },
	{ "utf16", WIDE16, false, true, false },
	{ "utf-16le", WIDE16, false, false, false },
	{ "utf-16be", WIDE16, true, false, false },
	{ "utf-32", WIDE32, false, true, false },
	{ "utf32", WIDE32, false, true, false },
	{ "utf-32le", WIDE32, false, false, false },
	{ "utf-32be", WIDE32, true, false, false },
	{ "latin1", BYTES, false, false, false },
	{ "latin-1", BYTES, false, false, false },
	{ "iso-8859-1", BYTES, false, false, false },
	{ "windows-1252", BYTES, false, false, true },
	{ "cp1252", BYTES, false, false, true },
};

/* Windows-1252 from 0x80 on; 0: there is none. */
static const uint16_t cp1252[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
	0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
	0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
};

bool
charset_is_utf8(const char *name)
{
	return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0;
}

struct charset *
charset_new(const char *name)
{
	struct charset *c = mem_zalloc(sizeof(*c));

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcasecmp(rows[i].name, name) != 0)
			continue;
		*c = (struct charset){ .kind = rows[i].kind, .big = rows[i].big,
			.mark = rows[i].mark, .cp1252 = rows[i].cp1252 };
		return c;
	}
	c->kind = SYSTEM;
	c->iconv = iconv_open("UTF-8", name);
	/* iconv_open(3) gives (iconv_t)-1 for a name that it has not. */
	if ((intptr_t)c->iconv != -1)
		return c;
	mem_free(c);
	return NULL;
}

void
charset_free(struct charset *c)
{
	if (c == NULL)
		return;
	if (c->kind == SYSTEM)
		(void)iconv_close(c->iconv);
	mem_free(c);
}

uint64_t
charset_bad(const struct charset *c)
{
	return c->bad;
}

/* Beginnings: '?' stands for a character of ASCII.  Of two that fit the first counts. */
static const struct {
	const char *bytes;
	size_t      n;
	const char *name;
} begins[] = {
	{ "\xff\xfe\0\0", 4, "utf-32" },
	{ "\0\0\xfe\xff", 4, "utf-32" },
	{ "\xff\xfe", 2, "utf-16" },
	{ "\xfe\xff", 2, "utf-16" },
	{ "?\0?\0", 4, "utf-16le" },
	{ "\0?\0?", 4, "utf-16be" },
};

static bool
begins_so(const char *bytes, const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i] == '?' ? p[i] < ' ' || p[i] > '~' : p[i] != (unsigned char)bytes[i])
			return false;
	return true;
}

const char *
charset_guess(const unsigned char *p, size_t n, bool *more)
{
	const char *name = NULL;

	*more = false;
	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		bool whole = n >= begins[i].n;

		if (!begins_so(begins[i].bytes, p, whole ? begins[i].n : n))
			continue;
		*more |= !whole;
		if (whole && name == NULL)
			name = begins[i].name;
	}
	return name;
}

static void
put(struct codec_io *io, uint32_t cp)
{
	size_t n = utf8_put(cp, io->out);

	io->out += n;
	io->n_out -= n;
}

static void
put_bad(struct charset *c, struct codec_io *io)
{
	c->bad++;
	put(io, 0xfffd);
}

static void
step_bytes(struct charset *c, struct codec_io *io)
{
	while (io->n_in > 0 && io->n_out >= CHARSET_ROOM) {
		unsigned char b = *io->in++;
		uint32_t cp = c->cp1252 && b >= 0x80 && b < 0xa0 ? cp1252[b - 0x80] : b;

		io->n_in--;
		if (b < 0x80) {
			*io->out++ = (char)b;
			io->n_out--;
		} else if (cp == 0) {
			put_bad(c, io);
		} else {
			put(io, cp);
		}
	}
}

static uint32_t
unit(const struct charset *c, const unsigned char *p, int n)
{
	uint32_t u = 0;

	for (int i = 0; i < n; i++)
		u = u << 8 | p[c->big ? i : n - 1 - i];
	return u;
}

/* The first unit of a file may be a byte order mark. */
static bool
is_mark(struct charset *c, uint32_t u, int n)
{
	bool first = c->mark;

	c->mark = false;
	if (!first || (u != 0xfeff && u != (n == 2 ? 0xfffeU : 0xfffe0000U)))
		return false;
	c->big = u != 0xfeff;
	return true;
}

static void
step_16(struct charset *c, struct codec_io *io)
{
	while (io->n_in >= 2 && io->n_out >= CHARSET_ROOM) {
		uint32_t u = unit(c, io->in, 2), low;
		size_t used = 2;

		if (is_mark(c, u, 2)) {
			/* no character */
		} else if (u < 0xd800 || u > 0xdfff) {
			put(io, u);
		} else if (u < 0xdc00 && io->n_in < 4) {
			return;
		} else {
			low = io->n_in >= 4 ? unit(c, io->in + 2, 2) : 0;
			used = u < 0xdc00 && low >= 0xdc00 && low <= 0xdfff ? 4 : 2;
			if (used == 4)
				put(io, 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00));
			else
				put_bad(c, io);
		}
		io->in += used;
		io->n_in -= used;
	}
}

static void
step_32(struct charset *c, struct codec_io *io)
{
	for (; io->n_in >= 4 && io->n_out >= CHARSET_ROOM; io->in += 4, io->n_in -= 4) {
		uint32_t u = unit(c, io->in, 4);

		if (is_mark(c, u, 4))
			continue;
		if (u > 0x10ffff || (u >= 0xd800 && u <= 0xdfff))
			put_bad(c, io);
		else
			put(io, u);
	}
}

static void
step_system(struct charset *c, struct codec_io *io)
{
	while (io->n_in > 0 && io->n_out >= CHARSET_ROOM) {
		char *in;
		size_t n_in = io->n_in;

		/* Its argument is not const, though it does not write there. */
		memcpy(&in, &io->in, sizeof(in));
		if (iconv(c->iconv, &in, &n_in, &io->out, &io->n_out) != (size_t)-1) {
			errno = 0;
		}
		io->in += io->n_in - n_in;
		io->n_in = n_in;
		if (errno == EINVAL || errno == E2BIG)
			return;
		if (errno == EILSEQ && io->n_out >= CHARSET_ROOM) {
			put_bad(c, io);
			io->in++;
			io->n_in--;
		}
	}
}

static void
step(struct charset *c, struct codec_io *io)
{
	switch (c->kind) {
	case BYTES:
		step_bytes(c, io);
		break;
	case WIDE16:
		step_16(c, io);
		break;
	case WIDE32:
		step_32(c, io);
		break;
	default:
		step_system(c, io);
		break;
	}
}

/* What was held, with enough of what comes to read it; false: it is not read to its end. */
static bool
step_held(struct charset *c, struct codec_io *io)
{
	size_t old = c->nheld, more = io->n_in < HELD - old ? io->n_in : HELD - old, used;
	struct codec_io own = { .in = c->held, .n_in = old + more, .out = io->out,
		.n_out = io->n_out };

	memcpy(c->held + old, io->in, more);
	step(c, &own);
	used = old + more - own.n_in;
	io->out = own.out;
	io->n_out = own.n_out;
	if (used < old && own.n_out < CHARSET_ROOM)
		more = 0;	/* there is no room: what is new stays where it is */
	if (used < old) {	/* else it is not whole yet */
		c->nheld = old + more - used;
		memmove(c->held, c->held + used, c->nheld);
		io->in += more;
		io->n_in -= more;
		return false;
	}
	c->nheld = 0;
	io->in += used - old;
	io->n_in -= used - old;
	return true;
}

void
charset_step(struct charset *c, struct codec_io *io)
{
	if (c->nheld > 0 && !step_held(c, io))
		return;
	step(c, io);
	if (io->n_in > 0 && io->n_in < HELD && io->n_out >= CHARSET_ROOM) {
		memcpy(c->held, io->in, io->n_in);
		c->nheld = io->n_in;
		io->in += io->n_in;
		io->n_in = 0;
	}
}

void
charset_end(struct charset *c, struct codec_io *io)
{
	if (c->nheld > 0)
		put_bad(c, io);
	c->nheld = 0;
}
