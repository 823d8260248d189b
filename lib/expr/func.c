/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * func - see func.h; the table is at the end
 */
#include "expr/func.h"

#include "base/hash.h"
#include "base/num.h"
#include "base/rfc3339.h"
#include "base/utf8.h"
#include "expr/cmp.h"
#include "expr/func_text.h"
#include "expr/route.h"
#include "expr/url.h"
#include "json/jread.h"
#include "time/tstamp.h"

#include <math.h>
#include <string.h>

enum {
	ROUND_MAX = 9,		/* digits either side of the point */
	IPUA_DIGITS = 16	/* of a hash, hexadecimal */
};

#define UNIT ((num_i128)1000000000)	/* 1 in num_units */

static const struct val null = { .kind = VAL_NULL };

bool
func_text(const struct val *v, struct arena *a, struct sv *s)
{
	if (val_null(v))
		return false;
	*s = val_text(v, a);
	return true;
}

static struct val
fn_lower(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) ? val_of_text(utf8_lower(s, c->arena)) : null;
}

static struct val
fn_upper(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) ? val_of_text(utf8_upper(s, c->arena)) : null;
}

/* Null where a part is: half a name is nobody's. */
static struct val
fn_concat(const struct func_call *c)
{
	struct sv part[FUNC_ARGS_MAX];
	size_t n = 0, len = 0;
	char *text;

	for (; n < FUNC_ARGS_MAX && c->arg[n].kind != VAL_NONE; n++) {
		if (!func_text(&c->arg[n], c->arena, &part[n]))
			return null;
		len += part[n].n;
	}
	text = arena_alloc(c->arena, len + 1);
	len = 0;
	for (size_t i = 0; i < n; i++) {
		memcpy(text + len, part[i].p, part[i].n);
		len += part[i].n;
	}
	return val_of_text((struct sv){ text, len });
}

static bool
count_one(void *ctx, struct sv key, const struct val *v)
{
	(void)key;
	(void)v;
	++*(size_t *)ctx;
	return true;
}

static struct val
fn_len(const struct func_call *c)
{
	const struct val *v = &c->arg[0];
	size_t n = 0;
	struct sv s;

	if (v->kind == VAL_OBJECT || v->kind == VAL_ARRAY)
		jread_each(v, count_one, &n);
	else if (func_text(v, c->arena, &s))
		n = utf8_count(s);
	else
		return null;
	return val_of_double((double)n);
}

struct member_test {
	const struct func_call *call;
	bool                    found;
};

static bool
is_member(void *ctx, struct sv key, const struct val *v)
{
	struct member_test *t = ctx;
	struct cmp_side x = { v, t->call->arg_time };
	struct cmp_side y = { &t->call->arg[1], t->call->here };
	enum cmp_result r = cmp_vals(x, y, t->call->arena);

	(void)key;
	t->found = r == CMP_EQUAL || r == CMP_SAME;
	return !t->found;
}

static struct val
fn_contains(const struct func_call *c)
{
	struct member_test t = { c, false };
	struct sv s;
	struct sv what;

	if (c->arg[0].kind == VAL_ARRAY && !val_null(&c->arg[1])) {
		jread_each(&c->arg[0], is_member, &t);
		return val_of_bool(t.found);
	}
	if (!func_text(&c->arg[0], c->arena, &s) || !func_text(&c->arg[1], c->arena, &what))
		return null;
	return val_of_bool(sv_has(s, what));
}

static struct val
fn_starts(const struct func_call *c)
{
	struct sv s;
	struct sv what;

	if (!func_text(&c->arg[0], c->arena, &s) || !func_text(&c->arg[1], c->arena, &what))
		return null;
	return val_of_bool(sv_starts(s, what));
}

static struct val
fn_ends(const struct func_call *c)
{
	struct sv s;
	struct sv what;

	if (!func_text(&c->arg[0], c->arena, &s) || !func_text(&c->arg[1], c->arena, &what))
		return null;
	return val_of_bool(s.n >= what.n &&
	    sv_eq((struct sv){ s.p + s.n - what.n, what.n }, what));
}

static struct val
fn_route(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) ? val_of_text(route_path(s, c->arena)) : null;
}

static struct val
fn_url_host(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) && url_host(s, c->arena, &s) ?
	    val_of_text(s) : null;
}

static struct val
fn_query_param(const struct func_call *c)
{
	struct sv s;
	struct sv name;

	return func_text(&c->arg[0], c->arena, &s) && func_text(&c->arg[1], c->arena, &name) &&
	    url_param(s, name, c->arena, &s) ? val_of_text(s) : null;
}

static struct val
fn_client(const struct func_call *c)
{
	double nth = 1;
	struct sv s;

	if (!func_text(&c->arg[0], c->arena, &s))
		return null;
	if (c->arg[1].kind != VAL_NONE && !val_number(&c->arg[1], &nth))
		return null;
	if (!(nth >= 1 && nth <= (double)FUNC_FORWARDED_MAX) || nth != floor(nth))
		return null;
	return url_forwarded(s, (size_t)nth, &s) ? val_of_text(s) : null;
}

/* By what is known of a visitor who gives no id; without an address nobody is told apart. */
static struct val
fn_ipua(const struct func_call *c)
{
	static const char digits[] = "0123456789abcdef";
	struct sv address, agent = { "", 0 };
	uint64_t hash;
	char *text;

	if (!func_text(&c->arg[0], c->arena, &address) || !url_address(address, &address))
		return null;
	func_text(&c->arg[1], c->arena, &agent);
	text = arena_alloc(c->arena, address.n + agent.n + 1 + IPUA_DIGITS);
	memcpy(text, address.p, address.n);
	text[address.n] = '\n';
	memcpy(text + address.n + 1, agent.p, agent.n);
	hash = hash_sv((struct sv){ text, address.n + 1 + agent.n }, 0);
	for (size_t i = IPUA_DIGITS; i-- > 0; hash >>= 4)
		text[i] = digits[hash & 15];
	return val_of_text((struct sv){ text, IPUA_DIGITS });
}

static bool
instant(const struct func_call *c, int64_t *us)
{
	struct val v = c->arg[0];

	if (v.kind == VAL_STRING && (v.flags & VAL_ESC) != 0)
		v = val_of_text(val_text(&v, c->arena));
	return tstamp_auto(&v, c->arg_time, us);
}

/* The wall clock in the answer's zone. */
static bool
civil(const struct func_call *c, struct rfc3339_civil *out)
{
	int64_t us;
	int64_t shift;

	if (!instant(c, &us))
		return false;
	shift = c->here->zone != NULL ? tzone_offset(c->here->zone, us) * RFC3339_SEC_US : 0;
	if (shift > 0 ? us > INT64_MAX - shift : us < INT64_MIN - shift)
		return false;
	*out = rfc3339_civil(us + shift);
	return true;
}

static struct val
fn_time(const struct func_call *c)
{
	int64_t us;

	return instant(c, &us) ? val_of_time(us) : null;
}

static struct val
fn_hour(const struct func_call *c)
{
	struct rfc3339_civil t;

	return civil(c, &t) ? val_of_double(t.hour) : null;
}

static struct val
fn_weekday(const struct func_call *c)
{
	struct rfc3339_civil t;
	int64_t days;

	if (!civil(c, &t))
		return null;
	days = rfc3339_days(t.year, t.month, t.day);
	return val_of_double((double)(((days + 3) % 7 + 7) % 7 + 1));	/* day 0 was a Thursday */
}

static struct val
fn_date(const struct func_call *c)
{
	struct rfc3339_civil t;
	struct rfc3339_civil day = { 0 };
	char text[RFC3339_MAX];
	size_t n;

	if (!civil(c, &t))
		return null;
	day.year = t.year;
	day.month = t.month;
	day.day = t.day;
	n = rfc3339_text(rfc3339_join(&day), 0, text);
	n -= sizeof("T00:00:00Z") - 1;
	return val_of_text(arena_sv(c->arena, (struct sv){ text, n }));
}

static struct val
fn_is_bot(const struct func_call *c)
{
	struct sv s;

	if (!func_text(&c->arg[0], c->arena, &s) || s.n == 0)
		return null;
	return val_of_bool(rules_agent(s, c->cache) == RULES_DEVICE_BOT);
}

static struct val
fn_device(const struct func_call *c)
{
	struct sv s;

	if (!func_text(&c->arg[0], c->arena, &s))
		return null;
	s = rules_device_name(rules_agent(s, c->cache));
	return s.n != 0 ? val_of_text(s) : null;
}

static struct val
fn_channel(const struct func_call *c)
{
	return val_of_text(rules_channel(c->channels, val_text(&c->arg[0], c->arena),
	    val_text(&c->arg[1], c->arena)));
}

static struct val
fn_number(const struct func_call *c)
{
	double d;

	if (!val_number(&c->arg[0], &d))
		return null;
	if (c->arg[0].kind == VAL_NUMBER)
		return c->arg[0];
	return (struct val){ .kind = VAL_NUMBER, .text = val_text(&c->arg[0], c->arena) };
}

static struct val
fn_string(const struct func_call *c)
{
	struct sv s;

	return func_text(&c->arg[0], c->arena, &s) ? val_of_text(s) : null;
}

/* The number @units stands for: exact, as text. */
static struct val
of_units(num_i128 units, struct arena *a)
{
	char text[NUM_TEXT_MAX + 24];
	struct sv s = { text, num_units_text(units, text) };

	return (struct val){ .kind = VAL_NUMBER, .text = arena_sv(a, s) };
}

/* @units cut to a multiple of @step: towards minus infinity, plus infinity, or the nearest. */
static num_i128
to_step(num_i128 units, num_i128 step, char how)
{
	num_i128 rest = units % step;	/* of the sign of units */

	units -= rest;
	if (how == 'f')
		return rest < 0 ? units - step : units;
	if (how == 'c')
		return rest > 0 ? units + step : units;
	if (rest < 0)
		return -rest * 2 >= step ? units - step : units;
	return rest * 2 >= step ? units + step : units;
}

/* Exact in the decimal that is written, or that a computed number prints as. */
static struct val
rounded(const struct func_call *c, int digits, char how)
{
	char text[NUM_ROUND_TEXT];
	num_i128 step = UNIT;
	num_i128 units;
	double d;

	for (int i = 0; i < digits; i++)
		step /= 10;
	for (int i = 0; i > digits; i--)
		step *= 10;
	if (val_units(&c->arg[0], &units))
		return of_units(to_step(units, step, how), c->arena);
	if (!val_number(&c->arg[0], &d))
		return null;
	return (struct val){ .kind = VAL_NUMBER, .text = arena_sv(c->arena,
	    num_round(val_text(&c->arg[0], c->arena), digits, how, text)) };
}

static struct val
fn_round(const struct func_call *c)
{
	double digits = 0;

	if (c->arg[1].kind != VAL_NONE && !val_number(&c->arg[1], &digits))
		return null;
	if (!(fabs(digits) <= (double)ROUND_MAX) || digits != floor(digits))
		return null;
	return rounded(c, (int)digits, 'r');
}

static struct val
fn_floor(const struct func_call *c)
{
	return rounded(c, 0, 'f');
}

static struct val
fn_ceil(const struct func_call *c)
{
	return rounded(c, 0, 'c');
}

static struct val
fn_abs(const struct func_call *c)
{
	struct val v = fn_number(c);

	if (val_null(&v))
		return null;
	if ((v.flags & VAL_DOUBLE) != 0)
		return val_of_double(fabs(v.num));
	if (v.text.p[0] == '-') {
		v.text.p++;
		v.text.n--;
	}
	return v;
}

/* The one of two numbers that is less (@sign < 0) or greater. */
static struct val
pick(const struct func_call *c, int sign)
{
	struct func_call one = *c;
	struct val x = fn_number(c);
	struct val y;
	enum cmp_result r;

	one.arg = c->arg + 1;
	y = fn_number(&one);
	if (val_null(&x) || val_null(&y))
		return null;
	r = cmp_vals((struct cmp_side){ &x, NULL }, (struct cmp_side){ &y, NULL }, c->arena);
	return r == (sign < 0 ? CMP_GREATER : CMP_LESS) ? y : x;
}

static struct val
fn_min(const struct func_call *c)
{
	return pick(c, -1);
}

static struct val
fn_max(const struct func_call *c)
{
	return pick(c, 1);
}

static const struct func table[] = {
	{ "abs", 1, 1, FUNC_PLAIN, fn_abs, false, "x", "absolute value" },
	{ "case", 2, FUNC_ANY, FUNC_CASE, NULL, false, "c, a, ... [, b]",
	    "a where c is true, else the next pair, else b" },
	{ "ceil", 1, 1, FUNC_PLAIN, fn_ceil, false, "x", "least integer not below x" },
	{ "channel", 2, 2, FUNC_PLAIN, fn_channel, false, "source, medium",
	    "channel of a visit: Direct, Organic Search, Paid Search, Email ..." },
	{ "cidr", 2, 2, FUNC_PLAIN, func_text_cidr, false, "address, network",
	    "an address is in a network, 10.0.0.0/8" },
	{ "client", 1, 2, FUNC_PLAIN, fn_client, false, "list [, n]",
	    "n-th address from the right of an X-Forwarded-For list, 1 the last" },
	{ "coalesce", 1, FUNC_ANY, FUNC_COALESCE, NULL, false, "x, ...", "first that is not null" },
	{ "concat", 2, 3, FUNC_PLAIN, fn_concat, false, "a, b [, c]",
	    "texts one behind the other; null where one is" },
	{ "contains", 2, 2, FUNC_PLAIN, fn_contains, false, "s, t",
	    "s has t in it: text, or an element of an array" },
	{ "date", 1, 1, FUNC_PLAIN, fn_date, false, "t", "YYYY-MM-DD of a time, in --tz" },
	{ "device", 1, 1, FUNC_PLAIN, fn_device, true, "user_agent",
	    "mobile, tablet, desktop, tv or bot" },
	{ "duration_ms", 1, 1, FUNC_PLAIN, func_text_duration, false, "x",
	    "milliseconds of 1.5s, PT26.481S, 00:01:02.5" },
	{ "ends", 2, 2, FUNC_PLAIN, fn_ends, false, "s, t", "s ends with t" },
	{ "exists", 1, 1, FUNC_EXISTS, NULL, false, "x", "x is there and not null" },
	{ "floor", 1, 1, FUNC_PLAIN, fn_floor, false, "x", "greatest integer not above x" },
	{ "format", 2, 2, FUNC_PLAIN, func_text_format, false, "x, form",
	    "text of a number: \".2f\" decimals, \",.0f\" thousands, \".1%\" percent" },
	{ "hour", 1, 1, FUNC_PLAIN, fn_hour, false, "t", "0 to 23, in --tz" },
	{ "if", 3, 3, FUNC_IF, NULL, false, "c, a, b", "a where c is true, else b" },
	{ "ipua", 2, 2, FUNC_PLAIN, fn_ipua, false, "address, user_agent",
	  "hash of both, ports and brackets left out: who a visitor seems to be" },
	{ "is_bot", 1, 1, FUNC_PLAIN, fn_is_bot, true, "user_agent",
	    "a crawler, monitor or library; null for an empty one" },
	{ "json", 1, 1, FUNC_PLAIN, func_text_json, false, "s",
	    "value of a text that is JSON" },
	{ "len", 1, 1, FUNC_PLAIN, fn_len, false, "x", "characters of a text, elements" },
	{ "lower", 1, 1, FUNC_PLAIN, fn_lower, false, "s", "in lower case" },
	{ "match", 2, 3, FUNC_MATCH, NULL, false, "s, regex [, n]",
	    "whether it matches, or what group n took of it; 0 is all" },
	{ "max", 2, 2, FUNC_PLAIN, fn_max, false, "a, b", "the greater number" },
	{ "min", 2, 2, FUNC_PLAIN, fn_min, false, "a, b", "the lesser number" },
	{ "number", 1, 1, FUNC_PLAIN, fn_number, false, "x", "number of a numeric text" },
	{ "parse", 2, 2, FUNC_PARSE, NULL, false, "s, format",
	    "a line of a log in a text: parse(log, \"combined\").status" },
	{ "query_param", 2, 2, FUNC_PLAIN, fn_query_param, false, "url, name",
	    "decoded value of a query parameter" },
	{ "replace", 3, 3, FUNC_REPLACE, NULL, false, "s, regex, t",
	    "every match becomes t, in which $1 is a group" },
	{ "round", 1, 2, FUNC_PLAIN, fn_round, false, "x [, digits]",
	    "nearest, halves away from zero, to -9 to 9 decimals" },
	{ "route", 1, 1, FUNC_PLAIN, fn_route, false, "path",
	    "path without query, ids replaced by :id" },
	{ "segment", 2, 2, FUNC_PLAIN, func_text_segment, false, "path, n",
	    "n-th part of a path, 1 the first, -1 the last" },
	{ "split", 3, 3, FUNC_PLAIN, func_text_split, false, "s, t, n",
	    "n-th piece of s between texts t, 1 the first, -1 the last" },
	{ "starts", 2, 2, FUNC_PLAIN, fn_starts, false, "s, t", "s starts with t" },
	{ "string", 1, 1, FUNC_PLAIN, fn_string, false, "x", "text of a value" },
	{ "substr", 2, 3, FUNC_PLAIN, func_text_substr, false, "s, from [, n]",
	    "characters from a place on, 1 the first, -1 the last" },
	{ "time", 1, 1, FUNC_PLAIN, fn_time, false, "x",
	    "time that a text or epoch number stands for" },
	{ "trim", 1, 1, FUNC_PLAIN, func_text_trim, false, "s", "without blanks at its ends" },
	{ "upper", 1, 1, FUNC_PLAIN, fn_upper, false, "s", "in upper case" },
	{ "url_decode", 1, 1, FUNC_PLAIN, func_text_url, false, "s", "%XX decoded" },
	{ "url_host", 1, 1, FUNC_PLAIN, fn_url_host, false, "url", "host of a URL, in lower case" },
	{ "weekday", 1, 1, FUNC_PLAIN, fn_weekday, false, "t", "1 Monday to 7 Sunday, in --tz" },
};

const struct registry func_registry =
    REGISTRY_FUNCTIONS("function", "Functions", table, struct func);

/* What the same thing is called elsewhere. */
static const struct {
	const char *word;
	const char *name;
} alias[] = {
	{ "length", "len" }, { "strlen", "len" }, { "size", "len" }, { "count", "len" },
	{ "tolower", "lower" }, { "lowercase", "lower" }, { "downcase", "lower" },
	{ "toupper", "upper" }, { "uppercase", "upper" }, { "upcase", "upper" },
	{ "startswith", "starts" }, { "starts_with", "starts" }, { "prefix", "starts" },
	{ "endswith", "ends" }, { "ends_with", "ends" }, { "suffix", "ends" },
	{ "includes", "contains" }, { "has", "exists" }, { "defined", "exists" },
	{ "isset", "exists" }, { "ifnull", "coalesce" }, { "nvl", "coalesce" },
	{ "iif", "if" }, { "switch", "case" }, { "tonumber", "number" }, { "tostring", "string" },
	{ "int", "floor" }, { "float", "number" }, { "str", "string" }, { "ceiling", "ceil" },
	{ "domain", "url_host" }, { "host", "url_host" }, { "param", "query_param" },
	{ "day", "date" }, { "dayofweek", "weekday" }, { "timestamp", "time" },
	{ "join", "concat" }, { "greatest", "max" }, { "least", "min" },
	{ "regexp_extract", "match" }, { "extract", "match" }, { "capture", "match" },
	{ "sub", "replace" }, { "gsub", "replace" }, { "regexp_replace", "replace" },
	{ "split_part", "split" }, { "substring", "substr" }, { "strip", "trim" },
	{ "parse_json", "json" }, { "fromjson", "json" }, { "urldecode", "url_decode" },
	{ "in_subnet", "cidr" }, { "path_segment", "segment" }, { "printf", "format" },
};

enum { NALIAS = sizeof(alias) / sizeof(alias[0]) };

const struct func *
func_at(size_t i)
{
	return registry_row(&func_registry, i);
}

const struct func *
func_find(struct sv name)
{
	return registry_find(&func_registry, name);
}

const struct func *
func_near(struct sv name)
{
	struct sv cand[sizeof(table) / sizeof(table[0]) + NALIAS];
	const struct func *f;
	size_t n, at;

	for (n = 0; (f = func_at(n)) != NULL; n++)
		cand[n] = sv_of(f->name);
	for (size_t i = 0; i < NALIAS; i++)
		cand[n + i] = sv_of(alias[i].word);
	at = sv_near(name, cand, n + NALIAS);
	if (at < n)
		return func_at(at);
	return at < n + NALIAS ? func_find(sv_of(alias[at - n].name)) : NULL;
}
