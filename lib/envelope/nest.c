/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nest - see nest.h
 *
 * What an envelope's fields are called and where they go, and columns in its texts;
 * nest_decode.c reads with it.
 */
#include "envelope/nest_parts.h"

#include "line/lbag.h"
#include "line/lname.h"

#include <string.h>

const struct proj *
nest_proj(const struct proj *p, struct arena *a)
{
	struct proj *inner = arena_alloc(a, sizeof(*inner));

	*inner = *p;
	inner->text = false;	/* its members are wanted, among others */
	return inner;
}

/* Put an output where its name ranks. */
static void
add_output(struct nest *n, size_t from, struct sv name, struct arena *a)
{
	struct nest_output o = { .from = from, .name = name, .rank = lname_rank(name) };
	size_t i = n->nout++;

	o.key = lname_key(name, &o.key_esc, a);
	o.slot = lname_slot(n->base.base.proj, name);
	n->slots = n->slots || o.slot < n->base.base.proj->n;
	for (; i > 0 && n->out[i - 1].rank > o.rank; i--)
		n->out[i] = n->out[i - 1];
	n->out[i] = o;
	n->nfirst += o.rank == 0;
}

/* A field under its own name, or those that --map gives it. */
static void
add_field(struct nest *n, size_t from, struct sv name, const struct source_map *map, size_t nmap,
    struct arena *a)
{
	bool taken = false;

	for (size_t i = 0; i < nmap; i++) {
		taken = taken || sv_eq(map[i].from, name) || sv_eq(map[i].to, name);
		if (sv_eq(map[i].from, name))
			add_output(n, from, map[i].to, a);
	}
	if (!taken)
		add_output(n, from, name, a);
}

static struct sv
text_name(const struct nest_type *type)
{
	return type->text != NULL ? sv_of(type->text) : SV("message");
}

static enum rc
check_map(const struct nest_type *type, const struct source_map *map, size_t nmap, struct err *e)
{
	for (size_t i = 0; i < nmap; i++) {
		struct sv from = map[i].from, cand[NEST_FIELDS + 1];
		bool known = sv_eq(from, text_name(type));
		size_t n = 0;

		for (; type->field[n] != NULL; n++) {
			cand[n] = sv_of(type->field[n]);
			known = known || sv_eq(from, cand[n]);
		}
		cand[n++] = text_name(type);
		if (!known)
			return rc_near(e, rc_err(e, RC_USAGE, "--map: -f %s has no field '%.*s'",
			    type->name, SV_SHOW(from)), from, cand,
			    n);
	}
	return RC_OK;
}

/* --continue: a line that belongs to the one before it is indented, or matches. */
static enum rc
set_continues(struct nest *n, struct sv text, struct arena *a, struct err *e)
{
	size_t off;
	enum rc rc;

	n->joins = text.n > 0;
	if (text.n == 0 || sv_is(text, "indent"))
		return RC_OK;
	rc = pattern_new(&n->continues, text, a, &off, e);
	return rc != RC_OK ? rc_err(e, RC_USAGE, "--continue: '%.*s', byte %zu: %.200s",
	    SV_SHOW(text), off + 1, e->msg) : rc;
}

static enum rc
strip_nothing(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	(void)state;	/* there is none */
	(void)rej;	/* every line will do */
	out->text = line;
	return RC_OK;
}

const struct nest_type nest_lines = { .name = "lines", .field = { NULL }, .strip = strip_nothing };

/* \uD800 to \uDBFF with @from '8' and @to 'b', \uDC00 to \uDFFF with 'c' and 'f'. */
static bool
is_half(const char *p, char from, char to)
{
	return p[0] == '\\' && p[1] == 'u' && (p[2] | 0x20) == 'd' && (p[3] | 0x20) >= from &&
	    (p[3] | 0x20) <= to;
}

/* Bytes of the escape, or the plain byte, at the start of @raw. */
static size_t
unit_length(struct sv raw)
{
	if (raw.p[0] != '\\')
		return 1;
	if (raw.p[1] != 'u')
		return 2;
	return raw.n >= 12 && is_half(raw.p, '8', 'b') && is_half(raw.p + 6, 'c', 'f') ? 12 : 6;
}

size_t
nest_column(struct sv line, struct sv raw, size_t at, struct arena *tmp)
{
	size_t n = 0;

	while (raw.n > 0) {
		size_t len = unit_length(raw);

		n += val_unescape((struct sv){ raw.p, len }, tmp).n;
		if (n > at)
			break;
		raw = (struct sv){ raw.p + len, raw.n - len };
	}
	return (size_t)(raw.p - line.p) + 1;
}

enum rc
nest_open(const struct source **s, const struct nest_type *type, const struct source *inner,
    const struct source_cfg *cfg, const struct proj *p, struct arena *a, struct err *e)
{
	struct nest *n = arena_zalloc(a, sizeof(*n));
	unsigned serial = inner != NULL ? inner->flags & SOURCE_SERIAL : 0U;
	bool held = type->pieces || cfg->continues.n > 0;
	unsigned flags = (held ? SOURCE_SERIAL : 0U) | serial |
	    (serial == 0 ? SOURCE_ONWARD : 0U) |
	    (inner != NULL ? inner->flags & SOURCE_EPOCHS : 0U);
	const struct source_map *map = NULL;
	size_t nmap = inner == NULL ? cfg->nmap : 0;
	enum rc rc = inner == NULL ? lbag_map(&map, cfg, a, e) : RC_OK;

	if (rc == RC_OK)
		rc = check_map(type, map, nmap, e);
	if (rc == RC_OK)
		rc = set_continues(n, cfg->continues, a, e);
	if (rc != RC_OK)
		return rc;
	line_source_init(&n->base, &nest_ops, type == &nest_lines ? inner->name : type->name, flags,
	    p);
	n->type = type;
	n->inner = inner;
	n->time = cfg->time;
	n->max_line = cfg->max_line != 0 ? cfg->max_line : IN_MAX_LINE_DEFAULT;
	n->out = arena_zalloc(a, (NEST_FIELDS + 1 + nmap) * sizeof(*n->out));
	while (type->field[n->message] != NULL)
		n->message++;
	for (size_t i = 0; i < n->message; i++)
		add_field(n, i, sv_of(type->field[i]), map, nmap, a);
	if (inner == NULL)
		add_field(n, n->message, text_name(type), map, nmap, a);
	*s = &n->base.base;
	return RC_OK;
}
