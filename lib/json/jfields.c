/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jfields - see jfields.h
 */
#include "json/jfields.h"

#include "json/jread.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>


struct reading {
	struct jfield *f;
	size_t         n;
	struct err    *e;
	enum rc        rc;
};

static bool
take_member(void *ctx, struct sv key, const struct val *v)
{
	struct reading *r = ctx;

	for (size_t i = 0; i < r->n; i++) {
		if (!sv_is(key, r->f[i].name))
			continue;
		if (r->f[i].v.kind != VAL_NONE) {
			r->rc = rc_err(r->e, RC_SYNTAX, "member '%s' is there twice", r->f[i].name);
			return false;
		}
		r->f[i].v = *v;
		return true;
	}
	r->rc = rc_err(r->e, RC_SYNTAX, "unknown member '%.*s'", SV_SHOW(key));
	return false;
}

enum rc
jfields_read(const struct val *v, struct jfield *f, size_t n, struct err *e)
{
	struct reading r = { f, n, e, RC_OK };

	for (size_t i = 0; i < n; i++)
		f[i].v = (struct val){ .kind = VAL_NONE };
	if (v->kind != VAL_OBJECT)
		return rc_err(e, RC_SYNTAX, "expected an object");
	jread_each(v, take_member, &r);
	for (size_t i = 0; i < n && r.rc == RC_OK; i++)
		if (f[i].need && f[i].v.kind == VAL_NONE)
			r.rc = rc_err(e, RC_SYNTAX, "no member '%s'", f[i].name);
	return r.rc;
}

enum rc
jfields_count(const struct jfield *f, uint64_t max, uint64_t *out, struct err *e)
{
	*out = 0;
	if (f->v.kind == VAL_NONE)
		return RC_OK;
	if (f->v.kind != VAL_NUMBER || num_u64(f->v.text, out) != RC_OK || *out > max)
		return rc_err(e, RC_SYNTAX, "'%s' must be an integer from 0 to %" PRIu64, f->name,
		    max);
	return RC_OK;
}

enum rc
jfields_i64(const struct jfield *f, int64_t *out, struct err *e)
{
	if (f->v.kind != VAL_NUMBER || num_i64(f->v.text, out) != RC_OK)
		return rc_err(e, RC_SYNTAX, "'%s' must be an integer of 64 bits", f->name);
	return RC_OK;
}

enum rc
jfields_double(const struct jfield *f, double *out, struct err *e)
{
	if (f->v.kind != VAL_NUMBER || num_double(f->v.text, out) != RC_OK)
		return rc_err(e, RC_SYNTAX, "'%s' must be a number in the range of doubles",
		    f->name);
	return RC_OK;
}

enum rc
jfields_text(const struct jfield *f, struct sv *out, struct err *e)
{
	if (f->v.kind != VAL_STRING || (f->v.flags & VAL_ESC) != 0)
		return rc_err(e, RC_SYNTAX, "'%s' must be a string without escapes", f->name);
	*out = f->v.text;
	return RC_OK;
}

static int
sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* The bits that padding leaves over must be 0: bytes have one text. */
bool
jfields_base64(struct sv text, struct buf *out)
{
	size_t n = text.n, bits = 0;
	uint32_t v = 0;

	if (n % 4 != 0)
		return false;
	for (int pad = 0; pad < 2 && n > 0 && text.p[n - 1] == '='; pad++)
		n--;
	for (size_t i = 0; i < n; i++) {
		int six = sextet(text.p[i]);

		if (six < 0)
			return false;
		v = v << 6 | (uint32_t)six;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			buf_c(out, (char)(unsigned char)(v >> bits));
			v &= (UINT32_C(1) << bits) - 1;
		}
	}
	return v == 0;
}

enum rc
jfields_within(const char *name, enum rc rc, struct err *e)
{
	char was[ERR_MSG_MAX];

	if (rc == RC_OK || e == NULL)
		return rc;
	memcpy(was, e->msg, sizeof(was));
	was[sizeof(was) - 1] = '\0';
	return rc_err(e, rc, "%s: %s", name, was);
}
