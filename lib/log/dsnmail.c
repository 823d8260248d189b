/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dsnmail - see dsnmail.h
 *
 *     HEAD ──blank──► SKIP ──--boundary──► PART ──blank──► FIELDS, ORIGINAL or SKIP ──► ...
 *
 * Whatever is found of a mail is kept until the next one begins: the Message-ID stands behind
 * the recipients.
 */
#include "log/dsnmail.h"

#include "base/mem.h"
#include "line/bagline.h"

#include <string.h>

enum {
	RECIPIENTS = 1000,	/* of one mail; others are passed over */
	TEXT_MAX = 1 << 20,	/* bytes of fields of one mail */
	FIELD_MAX = 4096,	/* bytes of one field, folded lines put together */
	BOUNDARY_MAX = 70	/* RFC 2046, 5.1.1 */
};

enum where { HEAD, SKIP, PART, FIELDS, ORIGINAL };

enum {
	N_TIME, N_EVENT, N_CHANNEL, N_ID, N_CLASS, N_CODE, N_ENHANCED, N_TEXT, N_PROVIDER, N_DOMAIN,
	NAMES
};

static const char *const names[NAMES] = {
	"timestamp", "event_name", "delivery_channel", "delivery_id", "class", "code", "enhanced",
	"text", "provider", "domain"
};

struct recipient {
	struct sv action, status, diagnostic, address, at;
	bool      complaint;
};

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *name[NAMES];
	struct arena            own;		/* what was found of the mail */
	struct recipient       *recipient;
	size_t                  n, given;	/* given: of a mail that has ended */
	bool                    ended;
	enum where              where;
	struct buf              field;		/* the one at hand, unfolded */
	char                    boundary[BOUNDARY_MAX + 1];
	struct sv               type;		/* of the part at hand */
	struct sv               date, provider, arrival, id, envelope, feedback;
	bool                    group;		/* fields are those of a recipient */
	bool                    blank;		/* the line before was, or there was none */
	bool                    begun;		/* there was a line in the file, */
	bool                    mbox;		/* ... and it was one between mails */
	struct sv               at;		/* line in which the mail ended */
};

/* ---- words ---- */

static bool
same_word(struct sv a, const char *b)
{
	size_t n = strlen(b);

	if (a.n != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((a.p[i] >= 'A' && a.p[i] <= 'Z' ? a.p[i] + 32 : a.p[i]) != b[i])
			return false;
	return true;
}

static bool
begins(struct sv s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && same_word((struct sv){ s.p, n }, word);
}

/* Behind "rfc822;" or "dns;": what it is a name of. */
static struct sv
typed(struct sv s)
{
	size_t semicolon = sv_find(s, ';');

	return semicolon == s.n ? sv_trim(s)
	    : sv_trim((struct sv){ s.p + semicolon + 1, s.n - semicolon - 1 });
}

/* Of <local@domain> the local part. */
static struct sv
local_of(struct sv s)
{
	size_t open = sv_find(s, '<');

	if (open < s.n)
		s = (struct sv){ s.p + open + 1, s.n - open - 1 };
	s.n = sv_find(s, '@');
	return s;
}

static struct sv
domain_of(struct sv address)
{
	size_t at = address.n;

	while (at > 0 && address.p[at - 1] != '@')
		at--;
	return at == 0 ? SV("") : (struct sv){ address.p + at, sv_find((struct sv){ address.p + at,
	    address.n - at }, '>') };
}

/* The boundary parameter of a Content-Type. */
static void
keep_boundary(struct decode *d, struct sv type)
{
	static const char key[] = "boundary=";
	size_t i = 0, n;

	while (i + sizeof(key) - 1 < type.n && !begins((struct sv){ type.p + i, type.n - i }, key))
		i++;
	i += sizeof(key) - 1;
	if (i >= type.n)
		return;
	type = (struct sv){ type.p + i, type.n - i };
	if (type.p[0] == '"') {
		type = (struct sv){ type.p + 1, type.n - 1 };
		n = sv_find(type, '"');
	} else {
		n = sv_find(type, ';');
	}
	if (n == 0 || n > BOUNDARY_MAX)
		return;
	memcpy(d->boundary, type.p, n);
	d->boundary[n] = '\0';
}

/* ---- fields ---- */

static struct sv
keep(struct decode *d, struct sv s)
{
	return d->own.used + s.n > TEXT_MAX ? SV("") : arena_sv(&d->own, s);
}

static void
take_recipient(struct decode *d, struct sv name, struct sv value)
{
	struct recipient *r;

	if (same_word(name, "final-recipient") || (!d->group && same_word(name,
	    "original-recipient")) || (!d->group && same_word(name, "action"))) {
		if (!d->group && d->n == RECIPIENTS)
			return;
		if (!d->group)
			d->recipient[d->n++] = (struct recipient){ .complaint = false };
		d->group = true;
	}
	if (!d->group)
		return;
	r = &d->recipient[d->n - 1];
	if (same_word(name, "final-recipient"))
		r->address = keep(d, typed(value));
	else if (same_word(name, "action"))
		r->action = keep(d, value);
	else if (same_word(name, "status"))
		r->status = keep(d, (struct sv){ value.p, sv_find(value, ' ') });
	else if (same_word(name, "diagnostic-code"))
		r->diagnostic = keep(d, typed(value));
	else if (same_word(name, "last-attempt-date"))
		r->at = keep(d, value);
}

static void
take_field(struct decode *d, struct sv name, struct sv value)
{
	if (d->where == HEAD && same_word(name, "date")) {
		d->date = keep(d, value);
	} else if ((d->where == HEAD || d->where == PART) && same_word(name, "content-type")) {
		if (d->where == HEAD)
			keep_boundary(d, value);
		d->type = keep(d, sv_trim((struct sv){ value.p, sv_find(value, ';') }));
	} else if (d->where == ORIGINAL && same_word(name, "message-id")) {
		d->id = keep(d, local_of(value));
	} else if (d->where == FIELDS && same_word(name, "feedback-type")) {
		d->feedback = keep(d, value);
	} else if (d->where == FIELDS && same_word(name, "original-envelope-id")) {
		d->envelope = keep(d, local_of(value));
	} else if (d->where == FIELDS && same_word(name, "arrival-date")) {
		d->arrival = keep(d, value);
	} else if (d->where == FIELDS && same_word(name, "reporting-mta")) {
		d->provider = keep(d, typed(value));
	} else if (d->where == FIELDS) {
		take_recipient(d, name, value);
	}
}

/* The field at hand has no more lines. */
static void
end_field(struct decode *d)
{
	struct sv s = buf_view(&d->field);
	size_t colon = sv_find(s, ':');

	if (colon < s.n && colon > 0)
		take_field(d, sv_trim((struct sv){ s.p, colon }),
		    sv_trim((struct sv){ s.p + colon + 1, s.n - colon - 1 }));
	buf_clear(&d->field);
}

/* ---- mails ---- */

static void
begin_mail(struct decode *d)
{
	arena_reset(&d->own);
	buf_clear(&d->field);
	d->n = d->given = 0;
	d->ended = d->group = d->blank = false;
	d->where = HEAD;
	d->boundary[0] = '\0';
	d->type = d->date = d->provider = d->arrival = d->id = d->feedback =
	    d->envelope = SV("");
}

/* A complaint has no recipients of its own; what is not told apart from it is one. */
static void
end_mail(struct decode *d, struct sv line)
{
	if (d->where != SKIP)
		end_field(d);
	if (d->n == 0 && d->feedback.n > 0 && !same_word(d->feedback, "not-spam"))
		d->recipient[d->n++] = (struct recipient){ .complaint = true };
	d->ended = true;
	d->given = 0;
	d->at = line;
}

/* Behind the blank line that ends a block of fields. */
static void
end_block(struct decode *d)
{
	end_field(d);
	d->group = false;
	if (d->where == ORIGINAL)
		d->where = SKIP;
	if (d->where != HEAD && d->where != PART)
		return;
	if (d->where == PART && (begins(d->type, "message/delivery-status") ||
	    begins(d->type, "message/global-delivery-status") ||
	    begins(d->type, "message/feedback-report")))
		d->where = FIELDS;
	else if (d->where == PART && (begins(d->type, "message/rfc822") ||
	    begins(d->type, "message/global") || begins(d->type, "text/rfc822-headers")))
		d->where = ORIGINAL;
	else
		d->where = SKIP;
}

static bool
is_boundary(const struct decode *d, struct sv line)
{
	size_t n = strlen(d->boundary);

	return n > 0 && line.n >= n + 2 && memcmp(line.p, "--", 2) == 0 &&
	    memcmp(line.p + 2, d->boundary, n) == 0;
}

static void
take_line(struct decode *d, struct sv line)
{
	if (is_boundary(d, line)) {
		end_field(d);
		d->where = PART;
		d->group = false;
		d->type = SV("");
	} else if (line.n == 0) {
		end_block(d);
	} else if (d->where != SKIP) {
		bool more = line.p[0] == ' ' || line.p[0] == '\t';

		if (!more)
			end_field(d);
		if (d->field.n + line.n >= FIELD_MAX - 1)
			return;
		if (more)
			buf_c(&d->field, ' ');
		buf_sv(&d->field, sv_trim(line));
	}
}

/* ---- records ---- */

static const char *
event_of(const struct decode *d, const struct recipient *r)
{
	if (r->complaint)
		return begins(d->feedback, "opt-out") ? "notification_opt_out"
		    : "notification_complained";
	if (same_word(r->action, "failed"))
		return "notification_bounced";
	if (same_word(r->action, "delayed"))
		return "notification_deferred";
	return same_word(r->action, "delivered") ? "notification_delivered"
	    : "notification_relayed";
}

/* What a bounce says of the address: see dsnmail.h. */
static const char *
class_of(const struct recipient *r)
{
	static const char *const nobody[] = { "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10" };

	if (!same_word(r->action, "failed"))
		return "";
	for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++)
		if (sv_is(r->status, nobody[i]))
			return "permanent";
	return sv_starts(r->status, SV("4.")) || sv_is(r->status, "5.2.2") ? "transient"
	    : "refused";
}

/* Of "550 5.1.1 unknown" the 550. */
static struct sv
code_of(struct sv diagnostic)
{
	for (size_t i = 0; i < 3; i++)
		if (i >= diagnostic.n || diagnostic.p[i] < '0' || diagnostic.p[i] > '9')
			return SV("");
	return (struct sv){ diagnostic.p, 3 };
}

/* What a server says, without whom it says it of. */
static struct sv
without(struct decode *d, struct sv text, struct sv address)
{
	struct sv domain = domain_of(address);
	struct buf o;

	if (domain.n == 0 || !sv_has(text, address))
		return text;
	buf_init(&o, SIZE_MAX);
	for (size_t i = 0; i < text.n;) {
		struct sv rest = { text.p + i, text.n - i };

		if (sv_starts(rest, address)) {
			buf_sv(&o, SV("...@"));
			buf_sv(&o, domain);
			i += address.n;
		} else {
			buf_c(&o, text.p[i++]);
		}
	}
	text = arena_sv(&d->own, buf_view(&o));
	buf_free(&o);
	return text;
}

/* A date as mails have it, without the comment behind it. */
static struct sv
date_of(struct sv s)
{
	s.n = sv_find(s, '(');
	return sv_trim(s);
}

static enum rc
give(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const struct recipient *to;
	struct sv value[NAMES];

	if (!d->ended || d->given == d->n)
		return RC_EMPTY;
	to = &d->recipient[d->given++];
	value[N_TIME] = date_of(to->at.n > 0 ? to->at : d->date.n > 0 ? d->date : d->arrival);
	value[N_EVENT] = sv_of(event_of(d, to));
	value[N_CHANNEL] = SV("email");
	value[N_ID] = d->id.n > 0 ? d->id : d->envelope;
	value[N_CLASS] = sv_of(class_of(to));
	value[N_CODE] = code_of(to->diagnostic);
	value[N_ENHANCED] = to->status;
	value[N_TEXT] = without(d, to->diagnostic, to->address);
	value[N_PROVIDER] = d->provider;
	value[N_DOMAIN] = domain_of(to->address);
	r->line = d->at;
	r->line_no = base->lines;
	lbag_begin(&d->line.bag, (struct sv){ NULL, 0 });
	for (size_t i = 0; i < NAMES; i++)
		if (!lbag_put(&d->line.bag, d->name[i], value[i],
		    i == N_CODE || i == N_TIME ? LBAG_BARE : LBAG_QUOTED))
			return source_reject(rej, "time", base->lines, 0, d->at,
			    "timestamp: expected a time%s", d->line.bag.why);
	lbag_end(&d->line.bag, r);
	return RC_OK;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	bool between = d->blank && sv_starts(line, SV("From "));

	if (!d->begun)
		d->mbox = between;
	d->begun = true;
	while (line.n > 0 && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	if (d->ended)
		begin_mail(d);
	d->blank = line.n == 0;
	if (!d->mbox || !between) {
		take_line(d, line);
		return RC_EMPTY;
	}
	end_mail(d, line);
	return give(base, r, rej);
}

static enum rc
end_file(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;

	if (!d->ended)
		end_mail(d, SV(""));
	return give(base, r, rej);
}

static void
begin_file(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	begin_mail(d);
	d->blank = true;
	d->begun = d->mbox = false;
}

static void
init_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	bagline_init(base, 0);
	bagline_find(&d->line, names, NAMES, d->name);
	arena_init(&d->own);
	buf_init(&d->field, FIELD_MAX);
	d->recipient = mem_array(NULL, RECIPIENTS + 1, sizeof(*d->recipient));
	begin_mail(d);
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	arena_free(&d->own);
	buf_free(&d->field);
	mem_free(d->recipient);
	bagline_free(base);
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.ends = true,
	.init = init_decoder,
	.free = free_decoder,
	.line = read_line,
	.rest = give,
	.start = begin_file,
	.finish = end_file,
	.names = bagline_names,
};

enum rc
dsnmail_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "dsn", SOURCE_SERIAL, cfg, p, a, e);
}
