/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * valid - see valid.h
 *
 * A rule's parts are asked in turn: types, the kind's own part, `any`, what nothing
 * has looked at.  Where the value is, is a list on the stack; its text is made only
 * for faults.
 */
#include "schema/valid.h"

#include "base/hash.h"
#include "base/mem.h"
#include "schema/valid_run.h"

enum { PATH_MAX_BYTES = 1 << 16 };

struct valid *
valid_new(const struct schema *s)
{
	struct valid *v = mem_zalloc(sizeof(*v));

	v->s = s;
	v->seed = hash_seed();
	item_init(&v->items);
	arena_init(&v->tmp);
	v->guess = mem_zalloc((s->nguess + 1) * sizeof(*v->guess));
	v->scratch = pattern_scratch_new();
	if (s->dynamic)
		v->scope = mem_array(NULL, VALID_DEPTH_MAX, sizeof(const struct resource *));
	buf_init(&v->path, PATH_MAX_BYTES);
	buf_init(&v->shape, PATH_MAX_BYTES);
	buf_init(&v->where, PATH_MAX_BYTES);
	buf_init(&v->msg, VALID_MSG_MAX);
	return v;
}

void
valid_free(struct valid *v)
{
	if (v == NULL)
		return;
	item_free(&v->items);
	arena_free(&v->tmp);
	mem_free(v->guess);
	pattern_scratch_free(v->scratch);
	mem_free(v->scope);
	buf_free(&v->path);
	buf_free(&v->shape);
	buf_free(&v->where);
	buf_free(&v->msg);
	mem_free(v);
}

const char *
valid_code_name(enum valid_code code)
{
	static const char *const names[VALID_CODES] = {
		[VALID_REQUIRED_MISSING] = "required_missing", [VALID_TYPE_MISMATCH] =
		    "type_mismatch",
		[VALID_ADDITIONAL_PROPERTY] = "additional_property", [VALID_ENUM] = "enum",
		[VALID_RANGE] = "range", [VALID_LENGTH] = "length", [VALID_PATTERN] = "pattern",
		[VALID_FORMAT] = "format", [VALID_SIZE] = "size", [VALID_DUPLICATE] =
		    "duplicate",
		[VALID_ALTERNATIVE] = "alternative", [VALID_FORBIDDEN] = "forbidden"
	};

	return names[code];
}

static bool
type_ok(const struct rule *r, const struct item *x)
{
	uint8_t both = r->types & valid_type(x);

	return both != 0 && (both != RULE_INTEGER || dec_whole(x->v.text));
}

static bool
type_fault(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	static const struct { uint8_t types; const char *name; } known[] = {
		{ RULE_NULL, "null" }, { RULE_BOOLEAN, "boolean" },
		{ RULE_INTEGER | RULE_FRACTION, "number" }, { RULE_INTEGER, "integer" },
		{ RULE_STRING, "string" }, { RULE_OBJECT, "object" }, { RULE_ARRAY, "array" }
	};
	const char *found = "a fraction";
	unsigned left = r->types;

	if (v->quiet != 0)
		return false;
	buf_clear(&v->msg);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if ((valid_type(x) & known[i].types) != 0 && (r->types & known[i].types) == 0)
			found = known[i].name;
		if ((left & known[i].types) != known[i].types)
			continue;
		buf_printf(&v->msg, "%s%s", v->msg.n != 0 ? " or " : "", known[i].name);
		left &= ~(unsigned)known[i].types;
	}
	return valid_fault(v, r, at, VALID_TYPE_MISMATCH, "type", x, "expected %.*s, found %s",
	    (int)v->msg.n, v->msg.p, found);
}

/* Compare a number with a limit: <0 below, 0 at, >0 above it. */
static int
compare_limit(const struct rule_limit *l, struct sv text, bool exact, num_i128 units)
{
	if (exact && l->exact)
		return (units > l->units) - (units < l->units);
	return num_cmp(text, l->text);
}

static bool
out_of_range(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at,
    const char *keyword, struct sv limit)
{
	return valid_fault(v, r, at, VALID_RANGE, keyword, x, "%s is %.*s", keyword,
	    SV_SHOW(limit));
}

static bool
number_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_number *q = r->number;
	struct sv text = x->v.text;
	num_i128 units = 0;
	uint32_t small;
	bool exact = num_small(text, &small), ok = true;

	if (exact)
		units = (num_i128)((uint64_t)small * 1000000000);
	else
		exact = num_units(text, &units);

	if (q->min.text.n != 0 && compare_limit(&q->min, text, exact, units) < 0)
		ok = out_of_range(v, r, x, at, "minimum", q->min.text);
	if (q->max.text.n != 0 && compare_limit(&q->max, text, exact, units) > 0)
		ok = out_of_range(v, r, x, at, "maximum", q->max.text);
	if (q->above.text.n != 0 && compare_limit(&q->above, text, exact, units) <= 0)
		ok = out_of_range(v, r, x, at, "exclusiveMinimum", q->above.text);
	if (q->below.text.n != 0 && compare_limit(&q->below, text, exact, units) >= 0)
		ok = out_of_range(v, r, x, at, "exclusiveMaximum", q->below.text);
	if (q->multiple.n != 0 && !dec_divides(&q->divisor, text))
		ok = out_of_range(v, r, x, at, "multipleOf", q->multiple);
	return ok;
}

/* Count the bytes that begin a character; the text is valid UTF-8. */
static size_t
count_characters(struct sv s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static bool
length_ok(struct valid *v, const struct rule *r, const struct item *x, struct sv text,
    const struct valid_at *at)
{
	const struct rule_string *q = r->string;
	size_t n;

	/* A character has one to four bytes. */
	if (text.n <= q->max && text.n / 4 >= q->min)
		return true;
	n = count_characters(text);
	if (n < q->min)
		return valid_fault(v, r, at, VALID_LENGTH, "minLength", x,
		    "%zu characters, minLength "
		    "is %llu", n, (unsigned long long)q->min);
	if (n > q->max)
		return valid_fault(v, r, at, VALID_LENGTH, "maxLength", x,
		    "%zu characters, maxLength "
		    "is %llu", n, (unsigned long long)q->max);
	return true;
}

static bool
string_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	const struct rule_string *q = r->string;
	struct sv text = item_text(x, &v->tmp);
	bool ok = length_ok(v, r, x, text, at);

	if (q->pattern != NULL) {
		enum pattern_result hit = pattern_test(q->pattern, text, v->scratch);

		if (hit != PATTERN_YES)
			ok = valid_fault(v, r, at, VALID_PATTERN, "pattern", x, "%s %.*s",
			    hit == PATTERN_NO ? "does not match" : "gave up matching",
			    SV_SHOW(q->pattern_text));
	}
	if (q->format != FORMAT_N && !format_ok(q->format, text))
		ok = valid_fault(v, r, at, VALID_FORMAT, "format", x, "is no %s",
		    format_name(q->format));
	return ok;
}

/* The value, whose type fits, fits the rest of the rule. */
static bool
parts_ok(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	bool ok = true;

	switch (x->v.kind) {
	case VAL_NUMBER:
		ok = r->number == NULL || number_ok(v, r, x, at);
		break;
	case VAL_STRING:
		ok = r->string == NULL || string_ok(v, r, x, at);
		break;
	case VAL_OBJECT:
		ok = r->object == NULL || valid_object(v, r, x, at);
		break;
	case VAL_ARRAY:
		ok = r->array == NULL || valid_array(v, r, x, at);
		break;
	default:
		break;
	}
	if (r->plain)
		return ok;
	if (r->any != NULL && (ok || v->quiet == 0))
		ok = valid_any(v, r, x, at) && ok;
	if (r->open_members != NULL && x->v.kind == VAL_OBJECT && (ok || v->quiet == 0))
		ok = valid_open_members(v, r, x, at) && ok;
	if (r->open_items != NULL && x->v.kind == VAL_ARRAY && (ok || v->quiet == 0))
		ok = valid_open_items(v, r, x, at) && ok;
	return ok;
}

bool
valid_rule(struct valid *v, const struct rule *r, const struct item *x, const struct valid_at *at)
{
	bool entered, ok;

	if (r->never)
		return valid_fault(v, r, at, VALID_FORBIDDEN, "false", x,
		    "nothing is allowed here");
	if (!type_ok(r, x))
		return type_fault(v, r, x, at);
	if (r->plain)
		return parts_ok(v, r, x, at);
	if (v->depth == VALID_DEPTH_MAX || v->steps == 0) {
		v->steps = 0;
		return false;
	}
	v->depth++;
	v->steps--;
	entered = valid_enter(v, r);
	ok = parts_ok(v, r, x, at);
	valid_leave(v, entered);
	v->depth--;
	return ok;
}

void
valid_record(struct valid *v, struct sv line, const struct jread_member *m, size_t n)
{
	v->too_large = !item_record(&v->items, line, m, n, v->s->deep);
}

void
valid_value(struct valid *v, const struct val *value)
{
	v->too_large = !item_value(&v->items, value);
}

/*
 * Refuse a value that would take too long: alternatives in a recursive schema can double the
 * work with each level.
 */
static bool
give_up(struct valid *v, const struct rule *rule, const struct valid_at *top, const char *why)
{
	return v->fn != NULL && valid_fault(v, rule, top, VALID_SIZE, "type", NULL, "%s", why);
}

bool
valid_check(struct valid *v, const struct rule *rule, valid_fn *fn, void *ctx)
{
	const struct valid_at top = { 0 };
	const struct item *x = v->items.item;
	bool ok;

	arena_reset(&v->tmp);
	v->fn = fn;
	v->ctx = ctx;
	v->told = 0;
	v->quiet = 0;
	v->steps = VALID_STEPS_MAX;
	if (v->too_large)
		return give_up(v, rule, &top, "has too many values in it to be checked");
	ok = valid_probe(v, rule, x, &top);
	if (v->steps == 0)
		return give_up(v, rule, &top, "takes too many steps to be checked");
	if (!ok && fn != NULL) {
		v->steps = VALID_STEPS_MAX;
		(void)valid_rule(v, rule, x, &top);
		if (v->told == 0)
			(void)give_up(v, rule, &top, "takes too many steps to be checked");
	}
	return ok;
}
