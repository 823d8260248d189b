/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lformat - see lformat.h
 */
#include "access/lformat.h"

#include "base/buf.h"
#include "line/lname.h"

#include <string.h>

void
lformat_init(struct lformat *f, enum lvalue_escape esc, struct arena *a)
{
	memset(f, 0, sizeof(*f));
	f->arena = a;
	f->esc = esc;
}

/* "escape=default, json or none" */
static void
list_escapes(const char *const names[LVALUE_ESCAPES], struct buf *b)
{
	static const enum lvalue_escape order[] = {
		LVALUE_C, LVALUE_JSON, LVALUE_QUOTE, LVALUE_RAW
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const char *between = order[i] == LVALUE_RAW ? " or " : ", ";

		if (names[order[i]] != NULL)
			buf_printf(b, "%s%s", b->n == 0 ? "" : between, names[order[i]]);
	}
}

enum rc
lformat_escape(const char *const names[LVALUE_ESCAPES], struct sv *text, size_t *col,
    enum lvalue_escape *esc, struct err *e)
{
	const struct sv option = SV("escape=");
	struct sv word = *text;
	struct buf b;
	size_t n;
	enum rc rc;

	*esc = LVALUE_C;
	if (!sv_starts(*text, option))
		return RC_OK;
	word.p += option.n;
	word.n -= option.n;
	word.n = sv_find(word, ' ');
	n = option.n + word.n + (option.n + word.n < text->n);
	for (int i = 0; i < LVALUE_ESCAPES; i++) {
		if (names[i] == NULL || !sv_is(word, names[i]))
			continue;
		*esc = (enum lvalue_escape)i;
		text->p += n;
		text->n -= n;
		*col += *col != 0 ? n : 0;
		return RC_OK;
	}
	buf_init(&b, SIZE_MAX);
	list_escapes(names, &b);
	rc = rc_err_at(e, RC_SYNTAX, *col != 0 ? *col + option.n : 0,
	    "expected escape=%.*s, found '%.*s'", (int)b.n, b.p, SV_SHOW(word));
	buf_free(&b);
	return rc;
}

static struct sv
join_texts(struct arena *a, struct sv x, struct sv y)
{
	char *p = arena_alloc(a, x.n + y.n + 1);

	if (x.n > 0)
		memcpy(p, x.p, x.n);
	if (y.n > 0)
		memcpy(p + x.n, y.p, y.n);
	return (struct sv){ p, x.n + y.n };
}

void
lformat_literal(struct lformat *f, struct sv text)
{
	struct sv *to = f->nop > 0 ? &f->op[f->nop - 1].after : &f->lead;

	*to = join_texts(f->arena, *to, text);
}

/* A layout that cannot name a day, --year given, by itself continues the one before it. */
static bool
is_partial(struct sv layout)
{
	bool month = false, day = false;

	for (size_t i = 0; i + 1 < layout.n; i++) {
		if (layout.p[i] != '%')
			continue;
		i++;
		if (memchr("YyDFscj", layout.p[i], 7) != NULL)
			return false;
		month |= memchr("mbBh", layout.p[i], 4) != NULL;
		day |= memchr("de", layout.p[i], 2) != NULL;
	}
	return !month || !day;
}

/* One layout out of `before`, its literal and `next`. */
static void
join_layout(struct lformat *f, struct lformat_op *before, const struct lformat_op *next)
{
	struct sv lit = before->after;
	struct sv all = before->layout_text;

	for (size_t i = 0; i < lit.n; i++) {
		if (lit.p[i] == '%')
			all = join_texts(f->arena, all, SV("%"));
		all = join_texts(f->arena, all, (struct sv){ lit.p + i, 1 });
	}
	before->layout_text = join_texts(f->arena, all, next->layout_text);
	before->spec = join_texts(f->arena, join_texts(f->arena, before->spec, lit), next->spec);
	before->after = (struct sv){ NULL, 0 };
}

/* Make one field of a directive and the one right behind it, where that is what they are. */
static bool
join_url(struct lformat *f, struct lformat_op *before, const struct lformat_op *next)
{
	bool url = before->kind == LFORMAT_PATH && next->kind == LFORMAT_QUERY;

	if (before->kind == LFORMAT_PATH && next->kind == LFORMAT_QMARK) {
		before->flags |= LFORMAT_WANTS_ARGS;
	} else if (next->kind == LFORMAT_ARGS && (before->flags & LFORMAT_WANTS_ARGS) != 0) {
		before->flags &= ~(unsigned)LFORMAT_WANTS_ARGS;
		url = true;
	} else if (!url) {
		return false;
	}
	before->spec = join_texts(f->arena, before->spec, next->spec);
	if (url) {
		before->kind = LFORMAT_URL;
		before->canon = NULL;
		before->own_query = next->own;
		if (next->kind == LFORMAT_ARGS && f->esc == LVALUE_C)
			before->flags |= LFORMAT_DASHED;
	}
	return true;
}

static bool
is_number(enum lformat_kind k)
{
	return k == LFORMAT_COUNT || k == LFORMAT_DECIMAL || k == LFORMAT_MS ||
	       k == LFORMAT_STATUS;
}

/* @op goes on with the time that @before began: %{%F %T}t.%{msec_frac}t, %{sec}t.%{usec_frac}t */
static bool
continues_time(const struct lformat_op *before, const struct lformat_op *op)
{
	if (before == NULL || op->kind != LFORMAT_LAYOUT || !is_partial(op->layout_text))
		return false;
	return before->kind == LFORMAT_LAYOUT || (before->kind == LFORMAT_EPOCH &&
	    before->unit == TSTAMP_S && sv_is(before->after, "."));
}

enum rc
lformat_field(struct lformat *f, const struct lformat_op *op, struct err *e)
{
	struct lformat_op *before = f->nop > 0 ? &f->op[f->nop - 1] : NULL;
	bool path = op->kind == LFORMAT_URL || op->kind == LFORMAT_PATH;

	if (continues_time(before, op)) {
		join_layout(f, before, op);
		return RC_OK;
	}
	if (before != NULL && before->after.n == 0) {
		if (join_url(f, before, op))
			return RC_OK;
		if (path && (before->kind == LFORMAT_TEXT || before->kind == LFORMAT_CLIENT))
			before->end = LFORMAT_AT_SLASH;
		else if (!path || !is_number(before->kind))
			return rc_err_at(e, RC_SYNTAX, op->col,
			    "'%.*s%.*s': nothing between the two tells where the first one ends",
			    SV_SHOW(before->spec), SV_SHOW(op->spec));
	}
	if (f->nop == f->cap) {
		size_t old = f->cap * sizeof(*f->op);

		f->cap = f->cap == 0 ? 16 : 2 * f->cap;
		f->op = arena_grow(f->arena, f->op, old, f->cap * sizeof(*f->op));
	}
	f->op[f->nop] = *op;
	f->op[f->nop].end = LFORMAT_AT_EOL;
	f->op[f->nop].after = (struct sv){ NULL, 0 };
	f->op[f->nop].far = (op->flags & LFORMAT_FAR) != 0;
	if (op->kind == LFORMAT_LAYOUT && is_partial(op->layout_text)) {
		f->op[f->nop].kind = LFORMAT_TEXT;
		f->op[f->nop].canon = NULL;
		f->op[f->nop].own = SV("time_part");
	}
	f->nop++;
	return RC_OK;
}

/* A name that a field, or a part of one, would like to have. */
struct claim {
	struct lformat_op *op;
	int                part;
	const char        *canon;
	struct sv          forced;	/* by --map */
	struct sv          own;
	int                rank;
	bool               drop;	/* without its canonical name it is not kept */
	int                out;
};

static const char *const part_name[LFORMAT_PARTS] = {
	"method", "scheme", "host", "path", "query", "protocol", "request"
};

/* The three stages of a request, and their sum. */
static struct claim
claim_stage(struct lformat_op *op, int part)
{
	static const char *const name[LFORMAT_TOTAL + 1] = {
		"request_ms", "upstream_ms", "response_ms", "duration_ms"
	};

	return (struct claim){ .op = op, .part = part, .canon = name[part],
		.own = sv_of(name[part]), .rank = op->rank, .out = -1 };
}

/* A part of a request line or URL; those of a URL joined from fields are fields themselves. */
static struct claim
claim_part(struct lformat_op *op, int part)
{
	struct claim c = { .op = op, .part = part, .canon = part_name[part], .own = op->own,
		.rank = op->rank, .drop = true, .out = -1 };
	bool place = part == LFORMAT_PATH_PART || part == LFORMAT_QUERY_PART;

	if (part == LFORMAT_WHOLE && (op->flags & LFORMAT_SQUID) != 0)
		c.canon = "error";
	if (part == LFORMAT_SCHEME || part == LFORMAT_HOST) {
		c.rank = -1;
	} else if (place && op->own_query.n == 0) {
		c.rank++;
	} else if (place) {
		c.drop = false;
		c.own = part == LFORMAT_QUERY_PART ? op->own_query : op->own;
	}
	return c;
}

static size_t
list_claims(const struct lformat *f, struct claim *c)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nop; i++) {
		struct lformat_op *op = &f->op[i];
		bool request = op->kind == LFORMAT_REQUEST;

		for (int k = 0; k < LFORMAT_PARTS; k++)
			op->out[k] = -1;
		if (op->kind == LFORMAT_QMARK)
			continue;
		for (int k = LFORMAT_STAGE; k <= LFORMAT_TOTAL && op->kind == LFORMAT_STAGES; k++)
			c[n++] = claim_stage(op, k);
		if (op->kind == LFORMAT_STAGES)
			continue;
		if (!request && op->kind != LFORMAT_URL) {
			c[n++] = (struct claim){ .op = op, .canon = op->canon, .own = op->own,
				.rank = op->rank, .out = -1 };
			continue;
		}
		for (int k = request ? 0 : LFORMAT_SCHEME; k < LFORMAT_PARTS; k++)
			if (request || k <= LFORMAT_QUERY_PART ||
			    (k == LFORMAT_WHOLE && (op->flags & LFORMAT_SQUID) != 0))
				c[n++] = claim_part(op, k);
	}
	return n;
}

static bool
is_taken(const struct lformat *f, struct sv name)
{
	for (size_t i = 0; i < f->nout; i++)
		if (sv_eq(f->out[i].name, name))
			return true;
	return false;
}

static void
take_name(struct lformat *f, struct claim *c, struct sv name)
{
	c->out = (int)f->nout;
	f->out[f->nout].name = name;
	f->nout++;
}

/* The own name, with a number when even that is taken. */
static void
take_own(struct lformat *f, struct claim *c)
{
	struct sv own = c->own;
	struct sv name = own;
	char digit[3] = { '_', '2', '\0' };

	if (c->drop)
		return;
	for (; is_taken(f, name) && digit[1] <= '9'; digit[1]++)
		name = join_texts(f->arena, own, sv_of(digit));
	if (!is_taken(f, name))
		take_name(f, c, name);
}

/* @from, as the user wrote it, is this claim. */
static bool
is_named(const struct claim *c, struct sv from)
{
	struct sv spec = c->op->spec;
	struct sv var = { spec.p + 1, spec.n - 1 };

	if (c->canon != NULL && sv_is(from, c->canon))
		return true;
	if (c->drop)
		return c->part == LFORMAT_WHOLE && sv_eq(from, spec);
	if (c->op->own_query.n > 0)
		return sv_eq(from, c->own);
	return sv_eq(from, c->own) || sv_eq(from, spec) ||
	    (spec.p[0] == '$' && sv_eq(from, var));
}

/* A field named by the user reads as that name's values do. */
static void
type_by_name(struct lformat_op *op, struct sv name)
{
	enum lname_kind k = lname_kind(name);

	if (op->kind != LFORMAT_TEXT)
		return;
	if (k == LNAME_CLIENT)
		op->flags |= LFORMAT_FORWARDED;
	if (k == LNAME_TIME)
		op->kind = LFORMAT_TIME;
	else if (k == LNAME_CLIENT)
		op->kind = LFORMAT_CLIENT;
	else if (k == LNAME_MS)
		op->kind = LFORMAT_MS;
	else if (sv_is(name, "bytes"))
		op->kind = LFORMAT_COUNT;
	else if (sv_is(name, "status"))
		op->kind = LFORMAT_STATUS;
}

static enum rc
apply_map(struct claim *c, size_t n, const struct source_map *m, struct arena *a, struct err *e)
{
	struct sv *name = arena_alloc(a, (n + 1) * sizeof(*name));
	struct sv to;
	size_t k = 0;
	enum rc rc = lname_plain(&to, m->to, a, e);

	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++) {
		if (is_named(&c[i], m->from)) {
			c[i].forced = to;
			c[i].drop = false;
			type_by_name(c[i].op, to);
			return RC_OK;
		}
		name[k++] = c[i].canon != NULL ? sv_of(c[i].canon) : c[i].own;
	}
	return rc_near(e, rc_err(e, RC_USAGE, "--map %.*s=%.*s: the log format has no field '%.*s'",
	    SV_SHOW(m->to), SV_SHOW(m->from), SV_SHOW(m->from)), m->from, name, k);
}

static void
name_fields(struct lformat *f, struct claim *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c[i].forced.n > 0 && !is_taken(f, c[i].forced))
			take_name(f, &c[i], c[i].forced);
	for (int rank = 3; rank >= -1; rank--)
		for (size_t i = 0; i < n; i++)
			if (c[i].out < 0 && c[i].rank == rank && c[i].canon != NULL &&
			    !is_taken(f, sv_of(c[i].canon)))
				take_name(f, &c[i], sv_of(c[i].canon));
	for (size_t i = 0; i < n; i++)
		if (c[i].out < 0)
			take_own(f, &c[i]);
}

/* ,"key":" */
static struct sv
head_of(struct sv key, struct arena *a)
{
	char *p = arena_zalloc(a, key.n + 5 + LFORMAT_COPY);

	memcpy(p, ",\"", 2);
	memcpy(p + 2, key.p, key.n);
	memcpy(p + 2 + key.n, "\":\"", 3);
	return (struct sv){ p, key.n + 5 };
}

/* Sort the outputs into the order of members and point the ops at them, or at their slots. */
static void
place_fields(struct lformat *f, struct claim *c, size_t n, const struct proj *p)
{
	struct lformat_out *sorted = arena_zalloc(f->arena, (f->nout + 1) * sizeof(*sorted));
	size_t k = 0;

	for (unsigned rank = 0; rank <= LNAME_RANKS; rank++) {
		for (size_t i = 0; i < n; i++) {
			struct lformat_out *o = &sorted[k];

			if (c[i].out < 0 || lname_rank(f->out[c[i].out].name) != rank)
				continue;
			*o = f->out[c[i].out];
			o->key = lname_key(o->name, &o->key_esc, f->arena);
			o->head = head_of(o->key, f->arena);
			o->op = c[i].op;
			o->rare = lformat_is_rare(c[i].op, (enum lformat_part)c[i].part);
			o->slot = lname_slot(p, o->name);
			if (p->members || o->slot < p->n) {
				c[i].op->out[c[i].part] = p->members ? (int)k : (int)o->slot;
				c[i].op->want = true;
			}
			k++;
		}
	}
	f->out = sorted;
	f->nval = p->members ? f->nout : p->n;
}

/* A literal that ends before the line does, and that is compared at once. */
static bool
set_literal(struct lformat_op *op)
{
	for (size_t i = 0; i < op->after.n; i++)
		if ((unsigned char)op->after.p[i] < ' ' && op->after.p[i] != '\t')
			return false;
	if (op->after.n > LFORMAT_LIT_MAX)
		return false;
	if (op->after.n > 0)
		memcpy(op->lit, op->after.p, op->after.n);
	memset(op->lit_mask, 0xff, op->after.n);
	return true;
}

/* An address or a host before a port: IPv6 has colons of its own. */
static bool
has_port(const struct lformat *f, const struct lformat_op *op)
{
	const struct lformat_op *next = op + 1;
	bool last = next + 1 == f->op + f->nop;

	if ((op->flags & LFORMAT_FREE) != 0 && op->after.n == 1)
		return next->kind == LFORMAT_STATUS && next->after.n > 0;
	return (op->kind == LFORMAT_TEXT || op->kind == LFORMAT_CLIENT) && sv_is(op->after, ":") &&
	    next->kind == LFORMAT_COUNT && (last || next->after.n > 0) &&
	    (next->after.n == 0 || next->after.p[0] != ':');
}

/* How a text is mostly found: by the first byte of its literal, whatever the rules say. */
static enum lformat_look
text_look(const struct lformat_op *op)
{
	if (op->end == LFORMAT_AT_EOL)
		return LFORMAT_REST;
	if (op->end == LFORMAT_AT_SLASH || op->after.n == 0)
		return LFORMAT_ANY;
	return op->after.p[0] == '"' ? LFORMAT_QUOTED : LFORMAT_TOKEN;
}

static enum lformat_look
client_look(const struct lformat_op *op)
{
	if (text_look(op) != LFORMAT_TOKEN || (op->flags & LFORMAT_FORWARDED) != 0)
		return LFORMAT_ANY;
	return op->after.p[0] == ' ' ? LFORMAT_ADDRESS : LFORMAT_TOKEN;
}

static enum lformat_look
look_of(const struct lformat_op *op)
{
	switch (op->kind) {
	case LFORMAT_TEXT:
	case LFORMAT_USER:
	case LFORMAT_PATH:
	case LFORMAT_QMARK:
	case LFORMAT_ARGS:
		return text_look(op);
	case LFORMAT_CLIENT:
		return client_look(op);
	case LFORMAT_REQUEST:
		return text_look(op) == LFORMAT_QUOTED && op->after.n <= LFORMAT_LIT ?
		    LFORMAT_LINE : LFORMAT_ANY;
	case LFORMAT_URL:
		return text_look(op) == LFORMAT_TOKEN && op->flags % LFORMAT_SQUID == 0 ?
		    LFORMAT_TARGET : LFORMAT_ANY;
	case LFORMAT_STATUS:
		return LFORMAT_CODE;
	case LFORMAT_COUNT:
		return LFORMAT_DIGITS;
	case LFORMAT_MS:
		if (op->shift == 0 || op->shift == -3)
			return op->shift == 0 ? LFORMAT_DIGITS : LFORMAT_MICROS;
		/* fallthrough */
	case LFORMAT_SUM:
		return op->shift == 3 ? LFORMAT_SECONDS : LFORMAT_ANY;
	case LFORMAT_STAGES:
		return LFORMAT_THREE;
	case LFORMAT_CLF:
		return op->after.n <= LFORMAT_LIT ? LFORMAT_STAMP : LFORMAT_ANY;
	case LFORMAT_TIME:
		return LFORMAT_MOMENT;
	case LFORMAT_EPOCH:
		return op->unit == TSTAMP_S ? LFORMAT_SINCE : LFORMAT_ANY;
	default:
		return LFORMAT_ANY;
	}
}

/* No quote is in the format behind the literal of @op. */
static bool
is_last_quoted(const struct lformat *f, const struct lformat_op *op)
{
	if (memchr(op->after.p + 1, '"', op->after.n - 1) != NULL)
		return false;
	while (++op < f->op + f->nop)
		if (sv_find(op->after, '"') < op->after.n)
			return false;
	return true;
}

/* How many literals like that of @op are behind it in the format. */
static unsigned
count_behind(const struct lformat *f, const struct lformat_op *op)
{
	unsigned n = 0;

	for (const struct lformat_op *next = op + 1; next < f->op + f->nop; next++)
		n += sv_eq(next->after, op->after);
	return n;
}

/* A field of this look ends where its literal stands first, and not by a grammar of its own. */
static bool
is_delimited(enum lformat_look look)
{
	return look == LFORMAT_TOKEN || look == LFORMAT_ADDRESS || look == LFORMAT_QUOTED ||
	    look == LFORMAT_LINE || look == LFORMAT_TARGET || look == LFORMAT_MOMENT ||
	    look == LFORMAT_SINCE;
}

static void
set_look(struct lformat *f, struct lformat_op *op)
{
	bool free = (op->flags & LFORMAT_FREE) != 0;

	if (!set_literal(op))
		return;
	if (op->end != LFORMAT_AT_PORT || free)
		op->look = look_of(op);
	else if (set_literal(op + 1))
		op->look = LFORMAT_PORTED;
	f->guess |= is_delimited(op->look) && (free || op->end == LFORMAT_AT_LAST ||
	    op->end == LFORMAT_AT_TAIL);
}

/* How each field's end is found; a quote ends a field only where the server escapes quotes. */
static enum rc
set_ends(struct lformat *f, struct err *e)
{
	for (size_t i = 0; i < f->nop; i++) {
		struct lformat_op *op = &f->op[i];
		bool last = i + 1 == f->nop;
		struct err le;

		if (op->kind == LFORMAT_LAYOUT &&
		    tstamp_layout_new(&op->layout, op->layout_text, f->arena, &le) != RC_OK)
			return rc_err_at(e, RC_SYNTAX, op->col, "%.*s: %s",
			    SV_SHOW(op->spec), le.msg);
		op->look = LFORMAT_ANY;
		op->behind = count_behind(f, op);
		if (op->end == LFORMAT_AT_SLASH)
			continue;
		if (op->after.n == 0)
			op->end = LFORMAT_AT_EOL;
		else if (op->after.p[0] == '"' && f->esc != LVALUE_RAW)
			op->end = f->esc == LVALUE_QUOTE ? LFORMAT_AT_BARE_QUOTE :
			    LFORMAT_AT_QUOTE;
		else if (op->after.p[0] == '"' && !last && is_last_quoted(f, op))
			op->end = LFORMAT_AT_LAST;
		else if (last)
			op->end = LFORMAT_AT_TAIL;
		else if (has_port(f, op))
			op->end = LFORMAT_AT_PORT;
		else if ((op->flags & LFORMAT_FREE) != 0)
			op->end = LFORMAT_FROM_END;
		else
			op->end = op->after.n == 1 ? LFORMAT_AT_CHAR : LFORMAT_AT_TEXT;
		set_look(f, op);
	}
	return RC_OK;
}

/* What its field's look says of an output. */
static void
set_plain(struct lformat_out *o)
{
	bool number = o->op->look == LFORMAT_CODE || o->op->look == LFORMAT_DIGITS ||
	    o->op->look == LFORMAT_SECONDS || o->op->look == LFORMAT_MICROS ||
	    o->op->look == LFORMAT_THREE;

	o->text = o->op->look == LFORMAT_QUOTED || o->op->look == LFORMAT_LINE ||
	    o->op->look == LFORMAT_TARGET || o->op->look == LFORMAT_REST;
	o->clf = o->op->look == LFORMAT_STAMP;
	o->time = o->clf || o->op->look == LFORMAT_MOMENT || o->op->look == LFORMAT_SINCE;
	o->quote = !number;
	if (o->head.n <= LFORMAT_COPY)
		o->head_n = (uint8_t)(o->head.n - number);
}

enum rc
lformat_finish(struct lformat *f, const struct source_cfg *cfg, const struct proj *p,
    struct err *e)
{
	struct claim *c;
	size_t n;
	enum rc rc = RC_OK;

	if (f->nop == 0)
		return rc_err_at(e, RC_SYNTAX, 1, "the log format has no directive; a name of one "
		    "goes behind its file: @FILE:NAME");
	c = arena_alloc(f->arena, f->nop * LFORMAT_PARTS * sizeof(*c));
	n = list_claims(f, c);
	f->out = arena_zalloc(f->arena, (n + 1) * sizeof(*f->out));
	for (size_t i = 0; i < cfg->nmap; i++) {
		rc = apply_map(c, n, &cfg->map[i], f->arena, e);
		if (rc != RC_OK)
			return rc;
	}
	name_fields(f, c, n);
	place_fields(f, c, n, p);
	rc = set_ends(f, e);
	for (size_t i = 0; i < f->nout; i++)
		set_plain(&f->out[i]);
	return rc;
}
