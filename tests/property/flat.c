/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flat - what the fields of a record let pass is what its members do, for drawn schemas and
 * records: at a glance, by the rule, with a name given twice
 */
#include "base/buf.h"
#include "base/rng.h"
#include "json/jread.h"
#include "schema/flat.h"
#include "schema/schema.h"
#include "spec/doc.h"

#include "../t.h"

enum { SCHEMAS = 400, RECORDS = 60, MEMBERS = 3, PAD = 64 };

static const char *const types[] = { "\"integer\"", "\"number\"", "\"string\"", "\"boolean\"",
	"\"null\"", "[\"integer\",\"null\"]", "[\"string\",\"number\"]" };
static const char *const limits[] = { "-5", "-0.5", "0", "0.5", "1", "7", "7.25", "200", "99999999",
	"4294967295", "4294967296", "1e30", "-1e30" };
static const char *const values[] = { "0", "-0", "1", "7", "7.0", "0.5", "8", "200", "201", "-3",
	"12345678", "99999999", "123456789", "4294967295", "1e2", "1e400", "\"\"", "\"a\"", "\"ab\"",
	"\"abcd\"", "\"\\u00e9\"", "\"\xC3\xA9\xC3\xA9\"", "\"abcdefgh\"", "\"12\"", "true", "false",
	"null", "{}", "[1]" };

#define PICK(r, list) (list)[rng_below(r, sizeof(list) / sizeof((list)[0]))]

static void
draw_rule(struct rng *r, struct buf *o)
{
	static const char *const bound[] = { "minimum", "maximum", "exclusiveMinimum",
		"exclusiveMaximum" };

	buf_printf(o, "{\"x-any\":0");
	if (rng_below(r, 2) == 0)
		buf_printf(o, ",\"type\":%s", PICK(r, types));
	for (int i = 0; i < 4; i++)
		if (rng_below(r, 9) == 0)
			buf_printf(o, ",\"%s\":%s", bound[i], PICK(r, limits));
	if (rng_below(r, 8) == 0)
		buf_printf(o, ",\"multipleOf\":%d", 1 + (int)rng_below(r, 3));
	if (rng_below(r, 9) == 0)
		buf_printf(o, ",\"minLength\":%d", (int)rng_below(r, 4));
	if (rng_below(r, 9) == 0)
		buf_printf(o, ",\"maxLength\":%d", (int)rng_below(r, 7));
	if (rng_below(r, 8) == 0)
		buf_printf(o, ",\"enum\":[%s,%s]", PICK(r, values), PICK(r, values));
	if (rng_below(r, 10) == 0)
		buf_printf(o, ",\"pattern\":\"^a\"");
	buf_printf(o, "}");
}

static void
draw_schema(struct rng *r, struct buf *o)
{
	buf_clear(o);
	buf_printf(o, "{\"type\":\"object\",\"required\":[");
	for (int i = 0, n = 0; i < MEMBERS; i++)
		if (rng_below(r, 6) == 0)
			buf_printf(o, "%s\"m%d\"", n++ == 0 ? "" : ",", i);
	buf_printf(o, "],\"properties\":{");
	for (int i = 0; i < MEMBERS; i++) {
		buf_printf(o, "%s\"m%d\":", i == 0 ? "" : ",", i);
		draw_rule(r, o);
	}
	buf_printf(o, "}}");
}

/* A line; *deep: there are values in one of its values. */
static void
draw_record(struct rng *r, struct buf *o, bool *deep)
{
	const char *value;

	*deep = false;
	buf_clear(o);
	buf_c(o, '{');
	for (int i = 0, n = 0; i < MEMBERS + 1; i++) {
		if (rng_below(r, 5) == 0)
			continue;
		value = PICK(r, values);
		*deep |= value[0] == '{' || value[0] == '[';
		buf_printf(o, "%s\"m%d\":%s", n++ == 0 ? "" : ",",
		    (int)rng_below(r, 8) == 0 ? (int)rng_below(r, MEMBERS) : i, value);
	}
	buf_sv(o, SV("}\n"));
	buf_add(o, (const char[PAD]){ 0 }, PAD);
}

static bool
read_line(struct jread *reader, const struct buf *o, struct val *slot, struct jread_line *line)
{
	const char *at = o->p;
	uint64_t lines = 0;
	struct err e;

	return jread_next(reader, &at, o->p + o->n - PAD, &lines, slot, line, &e) == RC_OK;
}

static unsigned
compare(struct rng *r, struct schema *s, const struct rule *rule, const struct flat *f,
    const struct proj *p)
{
	struct jread_path path[MEMBERS + 1];
	struct jread *fields, *members = jread_new(NULL, 0, true);
	struct valid *v = valid_new(s);
	struct val slot[MEMBERS + 1];
	unsigned fit = 0;
	struct buf o;

	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < p->n; i++)
		path[i] = (struct jread_path){ p->field[i].key, p->field[i].nkey };
	fields = jread_new(path, p->n, false);
	for (int i = 0; i < RECORDS; i++) {
		struct record rec = { .slot = slot };
		struct jread_line line;
		bool deep, glance, fits;

		draw_record(r, &o, &deep);
		if (!T_QUIET(read_line(fields, &o, slot, &line), "%.*s", (int)o.n, o.p))
			break;
		glance = flat_ok(v, f, &rec);
		if (!T_QUIET(read_line(members, &o, NULL, &line), "%.*s", (int)o.n, o.p))
			break;
		valid_record(v, line.text, line.member, line.nmember);
		fits = valid_check(v, rule, NULL, NULL);
		fit += glance;
		T_QUIET(glance ? fits : deep || !fits, "fields %d, members %d: %.*s", glance, fits,
		    (int)line.text.n, line.text.p);
	}
	jread_free(fields);
	jread_free(members);
	valid_free(v);
	buf_free(&o);
	return fit;
}

int
main(void)
{
	const struct schema_cfg cfg = { .lax = true };
	unsigned fit = 0, flats = 0;
	struct buf text;
	struct rng r;

	rng_init(&r, t_seed());
	buf_init(&text, SIZE_MAX);
	for (int i = 0; i < SCHEMAS; i++) {
		struct arena a;
		struct schema *s;
		struct docs docs;
		struct proj p;
		struct err e = { 0 };
		const struct rule *rule;
		const struct flat *f;

		arena_init(&a);
		proj_init(&p, &a);
		s = schema_new(&cfg, &a);
		draw_schema(&r, &text);
		if (doc_parse(&docs, "drawn.json", arena_sv(&a, buf_view(&text)), &a, &e) != RC_OK ||
		    schema_add(s, &docs.doc[0], docs.doc[0].root, SV(""), &rule, &e) != RC_OK) {
			T_OK(false, "%.*s: %s", (int)text.n, text.p, e.msg);
			continue;
		}
		f = flat_new(s, rule, &p, &a);
		T_QUIET(f != NULL, "flat: %.*s", (int)text.n, text.p);
		flats += f != NULL;
		if (f != NULL)
			fit += compare(&r, s, rule, f, &p);
		schema_free(s);
		arena_free(&a);
	}
	T_OK(flats == SCHEMAS, "every drawn schema is flat");
	T_OK(fit > SCHEMAS, "%u of %d records let pass by their fields", fit, SCHEMAS * RECORDS);
	buf_free(&text);
	return t_done();
}
