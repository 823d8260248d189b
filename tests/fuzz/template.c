/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * template - any bytes as a template, filled with its own sample and with what follows a NUL,
 * and looked at by the lint
 *
 * The first byte is the context.  Whatever fails leaves nothing behind.
 */
#include "base/bug.h"
#include "base/utf8.h"
#include "message/lint.h"
#include "message/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fill(const struct template *t, enum template_context context, struct sv variables)
{
	struct err e = { 0 };
	struct buf out;

	buf_init(&out, SIZE_MAX);
	buf_c(&out, '~');
	if (template_render(t, variables, &out, &e) != RC_OK) {
		if (out.n != 1 || e.msg[0] == '\0')
			BUG("a failure leaves something, or says nothing");
	} else {
		const struct sv got = { out.p + 1, out.n - 1 };

		if (utf8_valid(got) != got.n)
			BUG("bytes that are not UTF-8");
		if (context == TEMPLATE_HEADER && sv_find(got, '\n') != got.n)
			BUG("more than a line");
	}
	buf_free(&out);
}

static void
hear(void *ctx, const struct lint_rule *rule, const char *message)
{
	(void)ctx;
	if (rule->name[0] == '\0' || strncmp(message, "t:", 2) != 0)
		BUG("a rule without a name, or no place");
}

/* What the lint says of it, as each part of a message that it may be. */
static void
look(const struct template *t, enum template_context context, struct sv text)
{
	struct lint_message m = { .mail = true, .push = true, .marketing = true };
	const enum lint_part part = context == TEMPLATE_HTML ? LINT_HTML :
	    context == TEMPLATE_HEADER ? LINT_SUBJECT : context == TEMPLATE_URL ? LINT_URL : LINT_TITLE;

	m.part[part] = t;
	m.source[part] = text;
	lint_message(&m, hear, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct template_origin origin = { "t", 1, 1 };
	const struct template *list[1];
	struct sv text = { (const char *)data, size };
	enum template_context context;
	struct template *t;
	struct err e = { 0 };
	struct arena a;
	struct buf sample;
	size_t cut;

	if (size == 0)
		return 0;
	context = (enum template_context)(data[0] % (TEMPLATE_URL + 1));
	text = (struct sv){ text.p + 1, text.n - 1 };
	cut = sv_find(text, '\0');
	arena_init(&a);
	buf_init(&sample, SIZE_MAX);
	if (template_parse(&t, (struct sv){ text.p, cut }, context, &origin, &a, &e) == RC_OK) {
		list[0] = t;
		template_sample(list, 1, &sample);
		fill(t, context, buf_view(&sample));
		look(t, context, (struct sv){ text.p, cut });
		if (cut < text.n)
			fill(t, context, (struct sv){ text.p + cut + 1, text.n - cut - 1 });
	} else if (e.msg[0] == '\0') {
		BUG("a failure that says nothing");
	}
	buf_free(&sample);
	arena_free(&a);
	return 0;
}
