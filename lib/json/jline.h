/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jline - one line of NDJSON by what the lines before it looked like; private to lib/json
 *
 *     {"ts":"2026-09-01T00:00:00Z","status":200,"path":"/"}\n
 *     `-----'                    `-----------' `--------' `-- literals
 *
 * What stands between two values is a literal: quotes, key, colon, white space.
 * Logs repeat them, so a literal seen once becomes a node, and a node knows the
 * two literals that followed it most recently.  To read on is to compare up to
 * JLINE_LIT bytes; when they are equal, the grammar has been checked up to the
 * next value, its key is known, and no byte of it has been looked for.  Where
 * records of many shapes mix, a literal is then looked up by its first bytes.
 * Anything else goes through jline_learn, which parses, checks and remembers.
 *
 * A literal does not say how the value begins: "a": may be followed by anything
 * that is no string, and by white space that was not there before.
 *
 * Values are looked at 8, 16 or 32 bytes at a time by one loop, jline_kernel.inc,
 * compiled once for each instruction set.  A string or integer that always had
 * the same length is first asked whether it ends there: that turns a chain of
 * dependent steps into a branch that is predicted.  Strings that were all shorter
 * than a word are looked at by the word, whose way to an address is the shortest;
 * where some are longer than a vector, all 128 bytes are looked at without a branch.
 */
#ifndef CX_JSON_JLINE_H
#define CX_JSON_JLINE_H

#include "base/arena.h"
#include "base/cpu.h"
#include "base/val.h"
#include "json/jread.h"
#include "json/jscan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JLINE_NOTHING UINT32_MAX	/* no node, no cell */

enum {
	JLINE_LIT = 32,			/* bytes of the longest literal that is remembered */
	JLINE_NODES = 512,
	JLINE_TABLE = 1024,
	JLINE_SETS = 256,		/* of literals by their first bytes, two in each */
	JLINE_SAMPLE = 64,		/* values looked at before a length is foretold */
	JLINE_LONGS = 4,		/* of them longer than a vector: the node is wide */
	JLINE_FAR = 128,		/* bytes looked at at once when it is */
	JLINE_PAD = 64,			/* bytes that may be read behind a block */
	JLINE_SECOND = 16		/* times right until the second successor may be first */
};

enum jline_after {		/* where a literal may stand: its first byte tells */
	JLINE_FIRST,		/* at the start */
	JLINE_QUOTE,		/* behind a string, with its closing quote */
	JLINE_VALUE		/* behind any other value */
};

enum jline_kind {
	JLINE_STRING,		/* the literal ends with the quote that opens a string */
	JLINE_BARE,		/* any other value follows */
	JLINE_INNER,		/* any value of a key below which paths go on */
	JLINE_END,		/* the literal ends with the newline, or one byte behind '}' */
	JLINE_NONE		/* no literal: matches nothing that counts */
};

enum jline_kept {
	JLINE_UNSEEN,		/* no one wants the value */
	JLINE_SLOT,		/* it goes to slot `cell` and nowhere else */
	JLINE_PUT		/* jline_put */
};

struct jline_node {
	char               lit[JLINE_LIT];	/* zero-padded */
	uint64_t           mask[JLINE_LIT / 8];	/* 0xff for each byte of it, in memory order */
	uint64_t           low;		/* flags up to the foretold end of the value */
	uint64_t           bit;		/* ... the one there; not in low: none is foretold */
	uint32_t           fix;		/* ... its length */
	uint32_t           bits;	/* a bit for each byte of the literal */
	size_t             len;		/* of the literal */
	struct jline_node *next[2];
	uint8_t            kind;	/* enum jline_kind */
	uint8_t            after;	/* enum jline_after */
	uint8_t            then;	/* ... of those that follow */
	uint8_t            watch;	/* values to look at before the next decision; 0: decided */
	uint8_t            longs;	/* since watching began: longer than a vector */
	bool               same;	/* ... all lengths were fix */
	bool               less;	/* ... all were less than eight */
	bool               brief;	/* decided: first a word, which is quicker than a vector */
	bool               wide;	/* decided: four vectors at once */
	bool               esc;		/* the key has escapes */
	uint8_t            kept;	/* enum jline_kept */
	uint32_t           cell;	/* of the value */
	uint32_t           path;	/* node of the path tree, JLINE_INNER */
	uint32_t           key_at;	/* where the key is in the literal */
	size_t             key_n;
	uint32_t           second;	/* times next[1] was right since line `since` */
	uint64_t           since;
};

struct jline_path {		/* a prefix of a path: node of the tree that paths form */
	struct sv key;		/* plain, in the reader's arena */
	uint64_t  head;		/* its first 8 bytes, zero-padded */
	uint32_t  up;		/* node 0 is the record itself */
	uint32_t  cell;		/* JLINE_NOTHING: no path ends here */
	bool      inner;	/* has children */
	uint64_t  entered;	/* number of the last line in which it was entered */
};

struct jline_frame {
	uint32_t    path;
	const char *open;	/* its '{' */
};

struct jline_fix {
	uint32_t to;
	uint32_t from;
	bool     later;		/* only when from lies behind to */
};

struct jrows;
struct jrows_kernel;

struct jread {
	struct jscan         scan;
	size_t               n;		/* paths */
	struct jline_path   *path;
	uint32_t             npath;
	uint32_t            *table;	/* path of a hash, 0: none */
	size_t               mask;	/* the table's size less one */
	struct val          *own;	/* cells n and up */
	size_t               ncell;
	struct jline_fix    *fix;
	size_t               nfix;
	struct jline_frame  *frame;
	size_t               nframe;	/* entered objects */
	uint64_t             line;	/* lines read so far */
	bool                 members;
	bool                 apart;	/* a record ends with its '}', not with its line */
	struct jread_member *member;
	size_t               nmember;
	size_t               cap;
	struct arena         arena;	/* keys of the paths */
	struct arena         tmp;	/* a decoded key */

	const char          *far;	/* the last byte from where JLINE_FAR may be read */
	enum cpu_simd        simd;
	const char         *(*kernel)(struct jread *r, const char *p, struct val *slot);
	struct jline_node   *lit;	/* JLINE_NODES, made as they are learnt */
	uint16_t            *lit_table;	/* index + 1 of a literal's hash */
	struct jline_node   *set[JLINE_SETS][2];
	uint32_t             nlit;
	struct jline_node    none;	/* stands where no successor is known */
	struct jline_node    root;	/* before the first literal */
	struct jline_node    odd;	/* for a literal that is not remembered */
	struct jrows        *rows;	/* jrows.h; NULL until lines are asked for by the many */
};

/** jline_avx2 - the record at @p, a '{': at the newline that ends it, or NULL and r->scan.fault */
const char *jline_avx2(struct jread *r, const char *p, struct val *slot);
/** jline_sse2 - likewise */
const char *jline_sse2(struct jread *r, const char *p, struct val *slot);
/** jline_neon - likewise */
const char *jline_neon(struct jread *r, const char *p, struct val *slot);
/** jline_scalar - likewise */
const char *jline_scalar(struct jread *r, const char *p, struct val *slot);

/** jline_avx2_rows - the kernel of jrows.h; others have none: it would not pay */
extern const struct jrows_kernel jline_avx2_rows;
/** jline_avx512_rows - likewise, of which some steps take 64 bytes; asked for where it is usable */
extern const struct jrows_kernel jline_avx512_rows;
/** jline_neon_rows - likewise */
extern const struct jrows_kernel jline_neon_rows;

/** jline_init - nothing learnt; the kernel of @simd */
void jline_init(struct jread *r, enum cpu_simd simd);

/** jline_find - the child of path @up with this key, or JLINE_NOTHING */
uint32_t jline_find(const struct jread *r, uint32_t up, struct sv key);

/** jline_bucket - where to look for a key in r->table */
size_t jline_bucket(const struct jread *r, uint32_t up, uint64_t head, size_t n);

/** jline_head - the first eight bytes of a key, zero-padded */
uint64_t jline_head(struct sv key);

/**
 * jline_learn - the literal at @p, parsed
 * @n: the node of the value before it
 * @p: behind that value, for strings at the closing quote
 *
 * Returns: its node, now a successor of @n; NULL and the fault.
 */
struct jline_node *jline_learn(struct jread *r, struct jline_node *n, const char *p)
	__attribute__((cold, noinline));

/** jline_set_of - where to look for a literal by its first eight bytes */
static inline size_t
jline_set_of(uint64_t first)
{
	return (size_t)(first * UINT64_C(0x9E3779B97F4A7C15) >> 56) % JLINE_SETS;
}

/** jline_second - next[1] of @n was right JLINE_SECOND times: the first now, if that was mostly */
void jline_second(const struct jread *r, struct jline_node *n) __attribute__((noinline));

/**
 * jline_rest - go on in a value that did not end at @p after all
 * @from: its first byte
 *
 * Strings with escapes, and numbers the kernel has not read to their end.  The value as it was
 * stored is put right.
 * Returns: its end, @p when it did end there; NULL and the fault.
 */
const char *jline_rest(struct jread *r, struct jline_node *n, const char *from,
    const char *p, struct val *slot) __attribute__((noinline));

/** jline_value - behind a value of any kind at @p; *v is set */
const char *jline_value(struct jread *r, const struct jline_node *n, const char *p,
    struct val *slot, struct val *v) __attribute__((noinline));

/** jline_fixes - at the end of a line: the later of two that go to one slot, and copies */
void jline_fixes(const struct jread *r, struct val *slot);

/** jline_more - room for another member */
void jline_more(struct jread *r) __attribute__((cold, noinline));

/** jline_cell - where the value of a cell goes */
static inline struct val *
jline_cell(struct jread *r, struct val *slot, size_t cell)
{
	return cell < r->n ? &slot[cell] : &r->own[cell - r->n];
}

/** jline_set - field by field: a wide copy would wait for the narrow stores that made @v */
static inline void
jline_set(struct val *to, const struct val *v)
{
	val_head(to, v->kind, v->flags);
	to->text.p = v->text.p;
	to->text.n = v->text.n;
	to->num = 0;
}

/** jline_put - store the value of the literal at @at: to its cell, to the list of members */
static inline void
jline_put(struct jread *r, const struct jline_node *n, const char *at, struct val *slot,
    struct val v)
{
	if (n->cell != JLINE_NOTHING)
		jline_set(jline_cell(r, slot, n->cell), &v);
	if (r->members) {
		struct jread_member *m;

		if (r->nmember == r->cap)
			jline_more(r);
		m = &r->member[r->nmember++];
		m->key = (struct sv){ at + n->key_at, n->key_n };
		m->key_esc = n->esc;
		jline_set(&m->val, &v);
	}
}

#endif
