/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * qfault - see qfault.h
 *
 * A note, in the byte order of the machine; its texts follow in the order of their lengths:
 *
 *     ┌──────┬───────┬────────┬──────────┬───────┬───────┬───────┬──────────────────────┬───────┐
 *     │ line │ value │ reason │ severity │ event │ shape │ where │ event, shape, where  │ value │
 *     └──────┴───────┴────────┴──────────┴───────┴───────┴───────┴──────────────────────┴───────┘
 *                    └────────────────── the key of its group ──────────────────────────┘
 *
 * The key holds numbers and text and no address: the same faults have the same keys in every
 * run.
 */
#include "quality/qfault.h"

#include "quality/qkind.h"

#include <stddef.h>
#include <string.h>

struct note {
	uint64_t line;		/* of the block */
	uint64_t value;		/* bytes */
	uint32_t reason;
	uint32_t severity;
	uint64_t event, shape, where;	/* bytes */
};

static const struct reason {
	const char *code;
	const char *message;
} reasons[] = {
	[QFAULT_UNPLANNED - QFAULT_UNPLANNED] = { "unplanned_event", "the plan has no such event" },
	[QFAULT_UNNAMED - QFAULT_UNPLANNED] = { "no_schema", "the event has no name" },
	[QFAULT_COLUMN - QFAULT_UNPLANNED] = { "column", "the column cannot hold it" },
	[QFAULT_NO_KEY - QFAULT_UNPLANNED] = { "no_key", "the key of a row is null" },
	[QFAULT_NO_TABLE - QFAULT_UNPLANNED] = { "no_table", "the event gives no row" },
	[QFAULT_OTHER - QFAULT_UNPLANNED] = { "other", NULL }
};

const char *
qfault_code(const struct qplan *p, unsigned reason)
{
	if (reason < QFAULT_UNPLANNED)
		return valid_code_name((enum valid_code)(reason - QFAULT_SCHEMA));
	if (reason < QFAULT_CHECK)
		return reasons[reason - QFAULT_UNPLANNED].code;
	return p->check[reason - QFAULT_CHECK].kind->code;
}

const char *
qfault_message(const struct qplan *p, unsigned reason)
{
	return reason < QFAULT_CHECK ? reasons[reason - QFAULT_UNPLANNED].message
	    : p->check[reason - QFAULT_CHECK].kind->fault;
}

struct sv
qfault_cut(struct sv s, size_t max)
{
	size_t n = s.n < max ? s.n : max;

	while (n != 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return (struct sv){ s.p, n };
}

void
qfault_note(const struct qfault *f, uint64_t line, struct sv value, struct buf *note)
{
	struct sv event = qfault_cut(f->event, QFAULT_NAME_MAX);
	struct sv shape = qfault_cut(f->shape, QFAULT_NAME_MAX);
	struct note n = { line, value.n, f->reason, f->severity, event.n, shape.n, f->where.n };

	buf_add(note, (const char *)&n, sizeof(n));
	buf_sv(note, event);
	buf_sv(note, shape);
	buf_sv(note, f->where);
	buf_sv(note, value);
}

void
qfault_groups_init(struct qfault_groups *g, uint64_t seed)
{
	*g = (struct qfault_groups){ .rest = { .reason = QFAULT_OTHER, .severity = QPLAN_ERROR,
		.shape = SV("*") } };
	arena_init(&g->arena);
	hmap_init(&g->group, &g->arena, sizeof(struct qfault_group), seed);
}

/* The first @n bytes of *s, which goes on behind them. */
static struct sv
take_bytes(struct sv *s, size_t n)
{
	struct sv head = { s->p, n };

	s->p += n;
	s->n -= n;
	return head;
}

/* @note: as it stands in the notes, texts included */
static struct qfault_group *
group_of(struct qfault_groups *g, const struct note *n, const char *note)
{
	const size_t from = offsetof(struct note, reason);
	struct sv key = { note + from, sizeof(*n) - from + n->event + n->shape + n->where };
	struct qfault_group *group;
	bool fresh;

	if (g->group.n >= QFAULT_GROUPS_MAX && hmap_get(&g->group, key) == NULL)
		return &g->rest;
	group = hmap_put(&g->group, key, &fresh);
	if (fresh) {
		struct sv kept = g->group.entry[g->group.n - 1].key;

		(void)take_bytes(&kept, sizeof(*n) - from);
		group->event = take_bytes(&kept, n->event);
		group->shape = take_bytes(&kept, n->shape);
		group->where = take_bytes(&kept, n->where);
		group->reason = n->reason;
		group->severity = (enum qplan_severity)n->severity;
	}
	return group;
}

static void
add_note(struct qfault_groups *g, const struct stream_at *at, const struct note *n,
    const char *note)
{
	struct qfault_group *group = group_of(g, n, note);
	uint64_t line = at->line_base + n->line;
	struct sv value = { note + sizeof(*n) + n->event + n->shape + n->where, n->value };

	if (group->count != 0 && group->last == line && group->last_no == at->file)
		return;		/* the event has been counted here */
	if (g->file.p == NULL || g->file_no != at->file) {
		g->file = arena_sv(&g->arena, sv_of(at->source));
		g->file_no = at->file;
	}
	if (group->count++ == 0) {
		group->first = line;
		group->first_file = g->file;
	}
	group->last = line;
	group->last_no = at->file;
	group->last_file = g->file;
	for (unsigned i = 0; i < group->nsample; i++)
		if (sv_eq(group->sample[i].value, value))
			return;
	if (group->nsample < QFAULT_SAMPLES)
		group->sample[group->nsample++] = (struct qfault_sample){ line,
			arena_sv(&g->arena, value) };
}

void
qfault_groups_add(struct qfault_groups *g, const struct stream_at *at, struct sv *notes)
{
	const char *note = notes->p;
	struct note n;

	memcpy(&n, note, sizeof(n));
	(void)take_bytes(notes, sizeof(n) + n.event + n.shape + n.where + n.value);
	add_note(g, at, &n, note);
}

void
qfault_groups_free(struct qfault_groups *g)
{
	hmap_free(&g->group);
	arena_free(&g->arena);
}
