/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * jmeterxml - see jmeterxml.h
 *
 * The parser is fed line by line.  What it tells is kept until an outermost sample ends:
 * its address stands behind the samples within it.
 */
#include "log/jmeterxml.h"

#include "base/buf.h"
#include "base/mem.h"
#include "line/bagline.h"

#include <expat.h>

#include <limits.h>
#include <string.h>

/*
 * Since 2.6, and in older ones that distributions have mended, expat may wait for more input
 * before it says what a line holds.  Here a line is told when it is read; NULL: it does not wait.
 */
XML_Bool XMLCALL XML_SetReparseDeferralEnabled(XML_Parser xml, XML_Bool on) __attribute__((weak));

enum {
	DEPTH = 64,		/* samples in one another */
	SAMPLES = 1 << 20,	/* in one outermost sample, or one line */
	TEXT_MAX = 1 << 20	/* bytes of an address or a message */
};

static const char *const column[] = { "timeStamp", "elapsed", "label", "responseCode",
	"responseMessage", "threadName", "dataType", "success", "bytes", "sentBytes", "grpThreads",
	"allThreads", "Latency", "IdleTime", "Connect", "failureMessage", "URL" };

/* What the first of them are called as attributes. */
static const char *const attribute[] = { "ts", "t", "lb", "rc", "rm", "tn", "dt", "s", "by",
	"sby", "ng", "na", "lt", "it", "ct" };

enum {
	COLUMNS = sizeof(column) / sizeof(column[0]),
	ATTRIBUTES = sizeof(attribute) / sizeof(attribute[0]),
	FAILURE = COLUMNS - 2,
	ADDRESS = COLUMNS - 1
};

struct sample {
	struct sv value[COLUMNS];
};

struct decode {
	struct bagline_decoder  line;
	const struct lbag_name *name[COLUMNS];
	XML_Parser              xml;
	struct arena            own;		/* texts of the samples */
	struct sample          *sample;		/* of an outermost one, in the order they begin */
	size_t                  n, cap;
	size_t                  open[DEPTH];	/* those that have not ended */
	size_t                  depth;
	size_t                  whole, given;	/* of n: that have ended, and were given */
	int                     into;		/* column that text goes to; -1: none */
	struct buf              text;
	bool                    begun;		/* the outermost element is there */
	bool                    failed;		/* nothing more of the file is read */
	const char             *fault;		/* NULL: what the parser says */
	struct sv               at;		/* line in which the samples ended */
};

static bool
is_sample(const char *name)
{
	return strcmp(name, "httpSample") == 0 || strcmp(name, "sample") == 0;
}

static void
give_up(struct decode *d, const char *why)
{
	if (d->fault == NULL)
		d->fault = why;
	(void)XML_StopParser(d->xml, XML_FALSE);
}

static struct sample *
begin_sample(struct decode *d)
{
	struct sample *s;

	if (d->depth == 0 && d->given == d->n) {
		d->n = d->whole = d->given = 0;
		arena_reset(&d->own);
	}
	if (d->n == d->cap) {
		d->cap = 2 * d->cap + 8;
		d->sample = mem_array(d->sample, d->cap, sizeof(*d->sample));
	}
	d->open[d->depth++] = d->n;
	s = &d->sample[d->n++];
	memset(s, 0, sizeof(*s));
	s->value[ADDRESS] = SV("null");
	return s;
}

static void XMLCALL
start_element(void *ctx, const XML_Char *name, const XML_Char **attr)
{
	struct decode *d = ctx;
	struct sample *s;

	if (!d->begun && strcmp(name, "testResults") != 0) {
		give_up(d, "expected <testResults>, the outermost element of JMeter's results");
		return;
	}
	d->begun = true;
	d->into = -1;
	if (d->depth > 0 && strcmp(name, "java.net.URL") == 0)
		d->into = ADDRESS;
	else if (d->depth > 0 && strcmp(name, "failureMessage") == 0)
		d->into = FAILURE;
	buf_clear(&d->text);
	if (!is_sample(name))
		return;
	if (d->depth == DEPTH || d->n == SAMPLES) {
		give_up(d, "too many samples in one another, or in one line");
		return;
	}
	s = begin_sample(d);
	for (; attr[0] != NULL; attr += 2)
		for (size_t i = 0; i < ATTRIBUTES; i++)
			if (strcmp(attr[0], attribute[i]) == 0)
				s->value[i] = arena_sv(&d->own, sv_of(attr[1]));
}

static void XMLCALL
end_element(void *ctx, const XML_Char *name)
{
	struct decode *d = ctx;

	if (d->into >= 0) {
		struct sv *to = &d->sample[d->open[d->depth - 1]].value[d->into];

		if (d->into == ADDRESS || to->n == 0)
			*to = arena_sv(&d->own, buf_view(&d->text));
	}
	d->into = -1;
	if (is_sample(name) && d->depth > 0 && --d->depth == 0)
		d->whole = d->n;
}

static void XMLCALL
take_text(void *ctx, const XML_Char *s, int n)
{
	struct decode *d = ctx;

	if (d->into < 0)
		return;
	if (d->text.n + (size_t)n > TEXT_MAX)
		give_up(d, "an address or a message longer than 1 MiB");
	else
		buf_add(&d->text, s, (size_t)n);
}

static void XMLCALL
refuse_type(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public,
    int subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)subset;
	give_up(ctx, "a document type, which JMeter's results do not have");
}

static void
begin_file(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	(void)XML_ParserReset(d->xml, NULL);
	if (XML_SetReparseDeferralEnabled != NULL)
		(void)XML_SetReparseDeferralEnabled(d->xml, XML_FALSE);
	XML_SetUserData(d->xml, d);
	XML_SetElementHandler(d->xml, start_element, end_element);
	XML_SetCharacterDataHandler(d->xml, take_text);
	XML_SetStartDoctypeDeclHandler(d->xml, refuse_type);
	d->n = d->whole = d->given = d->depth = 0;
	d->into = -1;
	d->begun = d->failed = false;
	d->fault = NULL;
}

static void *
grow(void *p, size_t n)
{
	return mem_array(p, n, 1);
}

static void
init_decoder(struct line_decoder *base)
{
	static const XML_Memory_Handling_Suite heap = { mem_alloc, grow, mem_free };
	struct decode *d = (struct decode *)base;

	bagline_init(base, 0);
	bagline_find(&d->line, column, COLUMNS, d->name);
	arena_init(&d->own);
	buf_init(&d->text, SIZE_MAX);
	d->xml = XML_ParserCreate_MM(NULL, &heap, NULL);
	begin_file(base);
}

static void
free_decoder(struct line_decoder *base)
{
	struct decode *d = (struct decode *)base;

	XML_ParserFree(d->xml);
	arena_free(&d->own);
	buf_free(&d->text);
	mem_free(d->sample);
	bagline_free(base);
}

/* The next of the samples that have ended. */
static enum rc
give_sample(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	const struct sample *s;

	if (d->given == d->whole)
		return RC_EMPTY;
	s = &d->sample[d->given++];
	r->line = d->at;
	r->line_no = base->lines;
	lbag_begin(&d->line.bag, (struct sv){ NULL, 0 });
	for (size_t i = 0; i < COLUMNS; i++)
		if (!lbag_put(&d->line.bag, d->name[i], s->value[i], LBAG_BARE))
			return source_reject(rej, "xml", base->lines, 0, d->at,
			    "timestamp: expected a time%s", d->line.bag.why);
	lbag_end(&d->line.bag, r);
	return RC_OK;
}

/* From expat 2.9 on the function has another name, and the old one is deprecated. */
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9
#define COLUMN XML_GetCurrentColumnNumber64
#else
#define COLUMN XML_GetCurrentColumnNumber
#endif

/* What follows in the file cannot be told. */
static enum rc
refuse_file(struct decode *d, struct sv line, struct reject *rej)
{
	d->failed = true;
	d->n = d->whole = d->given = d->depth = 0;
	(void)source_reject(rej, "xml", d->line.base.lines,
	    (uint64_t)COLUMN(d->xml) + 1, line, "%s", d->fault != NULL ?
	    d->fault : XML_ErrorString(XML_GetErrorCode(d->xml)));
	return RC_USAGE;
}

static enum rc
read_line(struct line_decoder *base, struct sv line, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;

	if (d->failed)
		return RC_EMPTY;
	d->at = line;
	if (line.n > INT_MAX - 1 ||
	    XML_Parse(d->xml, line.p, (int)line.n, XML_FALSE) == XML_STATUS_ERROR ||
	    XML_Parse(d->xml, "\n", 1, XML_FALSE) == XML_STATUS_ERROR)
		return refuse_file(d, line, rej);
	return give_sample(base, r, rej);
}

/* JMeter writes the last line when it ends: a run that was killed has whole samples, too. */
static enum rc
end_file(struct line_decoder *base, struct record *r, struct reject *rej)
{
	struct decode *d = (struct decode *)base;
	bool open = d->depth > 0;

	(void)r;
	d->n = d->whole = d->given = d->depth = 0;
	if (!open || d->failed)
		return RC_EMPTY;
	d->failed = true;
	return source_reject(rej, "xml", base->lines, 0, SV(""), "a sample is not closed");
}

static const struct line_ops ops = {
	.size = sizeof(struct decode),
	.init = init_decoder,
	.free = free_decoder,
	.line = read_line,
	.rest = give_sample,
	.start = begin_file,
	.finish = end_file,
	.names = bagline_names,
};

enum rc
jmeterxml_open(const struct source **s, const struct source_cfg *cfg, const struct proj *p,
    struct arena *a, struct err *e)
{
	return bagline_open(s, &ops, "jmeter_xml", SOURCE_SERIAL, cfg, p, a, e);
}
