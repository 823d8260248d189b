/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * journald - what journalctl -o json exports: a record a line, in any order of its members
 *
 *     {"__REALTIME_TIMESTAMP":"1795980000000000","PRIORITY":"6","MESSAGE":"TEXT",...}
 *
 * Values are texts.  A MESSAGE with control bytes or that is not UTF-8 is an array of its
 * bytes; one of 4 KiB or more is null unless --all was asked for; a field given twice is an
 * array of texts, of which the first is taken.  -o json-sse has "data: " before each record
 * and -o json-seq an RS.
 * Source: systemd, journalctl(1) and "Journal Export Formats".
 */
#include "base/mem.h"
#include "envelope/nest.h"
#include "envelope/syslog.h"
#include "json/jread.h"
#include "line/lvalue.h"

#include <string.h>

enum { MESSAGE, TIME, PRIORITY, FACILITY, HOST, IDENTIFIER, COMM, PID, SYSLOG_PID, UNIT, MEMBERS };

enum { OUT_TIME, OUT_LEVEL, OUT_FACILITY, OUT_HOST, OUT_SERVICE, OUT_PID, OUT_UNIT };

enum { RS = 0x1e };

struct journald {
	struct jread *reader;
	struct val    slot[MEMBERS];
	struct arena  tmp;		/* the text of one record */
};

static void
init_state(void *state, const struct tstamp_cfg *time)
{
	static const char *const name[MEMBERS] = {
		"MESSAGE", "__REALTIME_TIMESTAMP", "PRIORITY", "SYSLOG_FACILITY", "_HOSTNAME",
		"SYSLOG_IDENTIFIER", "_COMM", "_PID", "SYSLOG_PID", "_SYSTEMD_UNIT",
	};
	struct jread_path path[MEMBERS];
	struct sv key[MEMBERS];
	struct journald *j = state;

	(void)time;	/* times are microseconds */
	for (int i = 0; i < MEMBERS; i++) {
		key[i] = sv_of(name[i]);
		path[i] = (struct jread_path){ &key[i], 1 };
	}
	j->reader = jread_new(path, MEMBERS, false);
	arena_init(&j->tmp);
}

static void
free_state(void *state)
{
	struct journald *j = state;

	jread_free(j->reader);
	arena_free(&j->tmp);
}

static bool
first_element(void *ctx, struct sv key, const struct val *v)
{
	(void)key;	/* elements of an array have none */
	*(struct val *)ctx = *v;
	return false;
}

/* A field, the first one of several. */
static struct val
field_of(const struct journald *j, int member)
{
	struct val v = j->slot[member], first = { .kind = VAL_NONE };

	if (v.kind != VAL_ARRAY)
		return v.kind == VAL_STRING && v.text.n > 0 ? v : first;
	jread_each(&v, first_element, &first);
	return first.kind == VAL_STRING && first.text.n > 0 ? first
	                                                    : (struct val){ .kind = VAL_NONE };
}

/* A number of at most three digits below @n, or @n. */
static unsigned
small_number(const struct journald *j, int member, unsigned n)
{
	struct val v = field_of(j, member);
	uint32_t out;

	return v.kind == VAL_STRING && v.text.n <= 3 && num_small(v.text, &out) && out < n ? out
	                                                                                  : n;
}

struct bytes {			/* of an array of numbers */
	char  *p;
	size_t n;
	bool   bad;		/* there is something else in it */
};

static bool
add_byte(void *ctx, struct sv key, const struct val *v)
{
	struct bytes *b = ctx;
	uint32_t byte;

	(void)key;	/* elements of an array have none */
	if (v->kind != VAL_NUMBER || v->text.n > 3 || !num_small(v->text, &byte) || byte > 255)
		b->bad = true;
	else
		b->p[b->n++] = (char)(unsigned char)byte;
	return !b->bad;
}

/* The message; p NULL when there is none. */
static struct sv
message_of(struct journald *j)
{
	const struct val *m = &j->slot[MESSAGE];
	struct bytes b = { NULL, 0, false };
	struct val v = *m;

	arena_reset(&j->tmp);
	if (m->kind == VAL_ARRAY) {
		b.p = arena_alloc(&j->tmp, m->text.n);
		jread_each(m, add_byte, &b);
		if (!b.bad)
			return (struct sv){ b.p, b.n };
		jread_each(m, first_element, &v);
	}
	if (v.kind != VAL_STRING)
		return (struct sv){ NULL, 0 };
	return (v.flags & VAL_ESC) != 0 ? val_unescape(v.text, &j->tmp) : v.text;
}

static void
set_fields(const struct journald *j, struct nest_line *out)
{
	static const int from[][3] = {	/* the second where the first is not there */
		{ OUT_HOST, HOST, HOST }, { OUT_SERVICE, IDENTIFIER, COMM },
		{ OUT_PID, PID, SYSLOG_PID }, { OUT_UNIT, UNIT, UNIT },
	};
	struct val time = field_of(j, TIME);
	unsigned level = small_number(j, PRIORITY, SYSLOG_LEVELS);
	unsigned facility = small_number(j, FACILITY, SYSLOG_FACILITIES);

	if (time.kind == VAL_STRING && tstamp_epoch(time.text, TSTAMP_US,
	    &out->field[OUT_TIME].at_us)) {
		out->field[OUT_TIME].kind = VAL_TIME;
		out->field[OUT_TIME].text = time.text;
	}
	if (level < SYSLOG_LEVELS)
		out->field[OUT_LEVEL] = val_of_text(sv_of(syslog_level(level)));
	if (facility < SYSLOG_FACILITIES)
		out->field[OUT_FACILITY] = val_of_text(sv_of(syslog_facility(facility)));
	for (size_t i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		struct val *v = &out->field[from[i][0]];

		*v = field_of(j, from[i][1]);
		if (v->kind == VAL_NONE)
			*v = field_of(j, from[i][2]);
	}
	if (out->field[OUT_PID].kind == VAL_STRING && num_is(out->field[OUT_PID].text))
		out->field[OUT_PID].kind = VAL_NUMBER;
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	struct journald *j = state;
	const char *at = line.p, *end = line.p + line.n;
	struct jread_line whole;
	struct err e = { 0 };
	uint64_t lines = 0;
	size_t before = sv_starts(line, SV("data: ")) ? 6 : *at == RS;

	at += before;
	while (*end != '\n')
		end++;		/* a CR */
	if (jread_next(j->reader, &at, end + 1, &lines, j->slot, &whole, &e) != RC_OK)
		return source_reject(rej, "json", 0, before + e.col, line, "%s", e.msg);
	if (j->slot[TIME].kind == VAL_NONE && j->slot[MESSAGE].kind == VAL_NONE)
		return source_reject(rej, "log", 0, 0, line,
		    "expected __REALTIME_TIMESTAMP or MESSAGE");
	out->text = message_of(j);
	set_fields(j, out);
	return RC_OK;
}

/* Numbers of an array before that of byte @at. */
static size_t
array_column(struct sv line, struct sv array, size_t at)
{
	const char *p = array.p, *e = array.p + array.n;

	for (; at > 0 && p < e; p++)
		at -= *p == ',';
	return (size_t)(p - line.p) + 1;
}

static size_t
column(void *state, struct sv line, size_t at)
{
	struct journald *j = state;
	struct sv raw = j->slot[MESSAGE].text;

	if (j->slot[MESSAGE].kind == VAL_ARRAY)
		return array_column(line, raw, at);
	return nest_column(line, raw, at, &j->tmp);
}

const struct nest_type journald_envelope = {
	.name = "journald",
	.field = { "timestamp", "level", "facility", "hostname", "service", "pid", "unit", NULL },
	.size = sizeof(struct journald),
	.init = init_state,
	.free = free_state,
	.strip = strip,
	.column = column,
};
