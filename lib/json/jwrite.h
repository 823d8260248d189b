/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jwrite - JSON text into a buf: commas, escapes, numbers
 *
 *     jwrite_open(&w, '{'); jwrite_key(&w, SV("n")); jwrite_u64(&w, 3); jwrite_shut(&w, '}');
 *
 * Compact (no spaces).  Escapes only what RFC 8259 asks for (quote, backslash,
 * below 0x20, as \n \t ... or \u00XX) and U+2028/9 never; bytes that are not
 * UTF-8 become U+FFFD.  NaN and infinities become null.
 */
#ifndef CX_JSON_JWRITE_H
#define CX_JSON_JWRITE_H

#include "base/buf.h"
#include "base/sv.h"
#include "base/val.h"

#include <stdbool.h>
#include <stdint.h>

struct jwrite {
	struct buf *b;
	bool        comma;	/* the next key or element needs one */
};

/** jwrite_init - start writing to @b */
void jwrite_init(struct jwrite *w, struct buf *b);
/** jwrite_open - '{' or '[' */
void jwrite_open(struct jwrite *w, char bracket);
/** jwrite_shut - '}' or ']' */
void jwrite_shut(struct jwrite *w, char bracket);
/** jwrite_key - member name, plain text */
void jwrite_key(struct jwrite *w, struct sv key);
/** jwrite_key_raw - member name already escaped (between the quotes) */
void jwrite_key_raw(struct jwrite *w, struct sv key);
/** jwrite_str - string from plain text */
void jwrite_str(struct jwrite *w, struct sv s);
/** jwrite_str_raw - string already escaped (between the quotes) */
void jwrite_str_raw(struct jwrite *w, struct sv s);
/** jwrite_comma - what stands before an element or a key */
static inline void
jwrite_comma(struct jwrite *w)
{
	if (w->comma)
		buf_c(w->b, ',');
	w->comma = true;
}
/** jwrite_raw - a valid JSON text as it is; in line, since many are literals */
static inline void
jwrite_raw(struct jwrite *w, struct sv s)
{
	jwrite_comma(w);
	buf_sv(w->b, s);
}
/** jwrite_u64 - integer */
void jwrite_u64(struct jwrite *w, uint64_t v);
/** jwrite_i64 - integer */
void jwrite_i64(struct jwrite *w, int64_t v);
/** jwrite_double - shortest round trip; null for NaN and infinities */
void jwrite_double(struct jwrite *w, double d);
/** jwrite_bool - true or false */
void jwrite_bool(struct jwrite *w, bool b);
/** jwrite_null - null */
void jwrite_null(struct jwrite *w);
/** jwrite_time - RFC 3339 UTC string */
void jwrite_time(struct jwrite *w, int64_t at_us);
/** jwrite_base64 - string of the bytes in RFC 4648 base64 */
void jwrite_base64(struct jwrite *w, struct sv s);
/** jwrite_val - any value: input text passes byte for byte, VAL_NONE as null */
void jwrite_val(struct jwrite *w, const struct val *v);
/** jwrite_put_text - a member that is a string of plain text */
void jwrite_put_text(struct jwrite *w, const char *key, struct sv s);
/** jwrite_put_u64 - a member that is an integer */
void jwrite_put_u64(struct jwrite *w, const char *key, uint64_t v);
/** jwrite_put_double - a member that is a number, see jwrite_double */
void jwrite_put_double(struct jwrite *w, const char *key, double d);
/** jwrite_nl - end of an NDJSON record */
void jwrite_nl(struct jwrite *w);

#endif
