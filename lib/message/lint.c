/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/lint_say.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum {
	SUBJECT_COLUMNS = 50,
	TITLE_COLUMNS = 40,
	BODY_COLUMNS = 110,
	PAYLOAD_BYTES = 3993	/* RFC 8291, section 4: 4096 less RFC 8188's header and tag */
};

static const struct lint_rule rules[] = {
	[LINT_SUBJECT_LENGTH] = { "subject_length", "a subject has at most 50 columns",
	    "emailtooltester.com, 2023: Gmail for Android shows 33, for iPhone 37, Mail on iPhone "
	    "48" },
	[LINT_TITLE_LENGTH] = { "title_length", "a notification's title has at most 40 columns",
	    "Tencent Cloud, Alibaba Cloud: iOS and Huawei show 40 characters, OPPO 32" },
	[LINT_BODY_LENGTH] = { "body_length", "a notification's text has at most 110 columns",
	    "the same: a locked iOS shows 110; Braze: a locked Android 49, a banner of iOS 80" },
	[LINT_PAYLOAD] = { "payload", "a notification fits into the 3993 bytes of Web Push",
	    "RFC 8291, section 4" },
	[LINT_SHOUTING] = { "shouting", "subjects and titles are not all capitals, nor end in !!",
	    "SpamAssassin, SUBJ_ALL_CAPS" },
	[LINT_TEXT_PART] = { "text_part", "beside HTML stands a plain text",
	    "RFC 2046, section 5.1.4" },
	[LINT_ALT] = { "alt", "images say in alt what they show, or that it is nothing",
	    "WCAG 2.2, 1.1.1" },
	[LINT_CONTRAST] = { "contrast", "text has a contrast of 4.5 to 1, large text of 3 to 1",
	    "WCAG 2.2, 1.4.3" },
	[LINT_DARK] = { "dark_mode", "who sets a colour sets that behind it too",
	    "WCAG 2.2, failure F24" },
	[LINT_LANGUAGE] = { "language", "<html> says in lang which language it is",
	    "WCAG 2.2, 3.1.1" },
	[LINT_DIRECTION] = { "direction", "languages from right to left have dir=\"rtl\"",
	    "WCAG 2.2, technique H56" },
	[LINT_ACTION] = { "one_action", "marketing asks for one thing: one button, or a link",
	    "one of the lint's own" },
	[LINT_LINK_TEXT] = { "link_text", "links say where they lead", "WCAG 2.2, 2.4.4" },
	[LINT_UNSUBSCRIBE] = { "unsubscribe", "marketing has {{unsubscribe_url}} where it is seen",
	    "Gmail's and Yahoo's guidelines for senders, 2024" },
	[LINT_SIZE] = { "size", "HTML has at most 102 KiB",
	    "spamresource.com, 2022: Gmail clips the rest" },
	[LINT_PHONE] = { "phone_width", "HTML fits a phone: a viewport, nothing fixed over 600 "
	    "pixels",
	    "WCAG 2.2, 1.4.10" }
};

const struct registry lint_registry =
    REGISTRY("message rule", "Rules of --check for messages", rules, struct lint_rule);

void
lint_say(const struct lint *l, enum lint_say rule, enum lint_part part, size_t off,
    const char *fmt, ...)
{
	const struct lint_rule *r = registry_find(&lint_registry, sv_of(rules[rule].name));
	const struct template_origin o = template_from(l->m->part[part]);
	const struct sv source = l->m->source[part];
	uint32_t line = o.line, col = o.col;
	char why[200], message[600];
	va_list ap;

	if (r == NULL)
		return;
	for (size_t i = 0; col > 0 && off != SIZE_MAX && i < off && i < source.n; i++) {
		col = source.p[i] == '\n' ? 1 : col + 1;
		line += source.p[i] == '\n';
	}
	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	if (o.file == NULL)
		snprintf(message, sizeof(message), "%s [%s]", why, r->name);
	else if (col == 0)
		snprintf(message, sizeof(message), "%s:%u: %s [%s]", o.file, line, why, r->name);
	else
		snprintf(message, sizeof(message), "%s:%u:%u: %s [%s]", o.file, line, col, why,
		    r->name);
	l->say(l->ctx, r, message);
}

static void
check_columns(const struct lint *l, enum lint_say rule, enum lint_part part, size_t max,
    const char *what)
{
	size_t n;

	if (l->m->part[part] == NULL)
		return;
	n = template_columns(l->m->part[part]);
	if (n > max)
		lint_say(l, rule, part, SIZE_MAX, "%s of %zu columns and its values: from %zu on "
		    "it is cut", what, n, max);
}

static void
check_shouting(const struct lint *l, enum lint_part part, const char *what)
{
	const struct sv s = l->m->source[part];
	size_t capitals = 0, small = 0, depth = 0;

	if (l->m->part[part] == NULL)
		return;
	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '{';
		depth -= s.p[i] == '}' && depth > 0;
		capitals += depth == 0 && s.p[i] >= 'A' && s.p[i] <= 'Z';
		small += depth == 0 && s.p[i] >= 'a' && s.p[i] <= 'z';
		if (depth == 0 && i > 0 && s.p[i] == '!' && s.p[i - 1] == '!') {
			lint_say(l, LINT_SHOUTING, part, i - 1, "%s with more than one '!'", what);
			return;
		}
	}
	if (capitals >= 8 && small * 4 <= capitals)
		lint_say(l, LINT_SHOUTING, part, SIZE_MAX, "%s in capitals", what);
}

/* Title, text and link of a notification, as the JSON that is encrypted. */
static void
check_payload(const struct lint *l)
{
	static const enum lint_part parts[] = { LINT_TITLE, LINT_BODY, LINT_URL };
	size_t n = sizeof("{\"title\":\"\",\"body\":\"\",\"url\":\"\"}") - 1;
	enum lint_part last = LINT_PARTS;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (l->m->part[parts[i]] != NULL) {
			n += l->m->source[parts[i]].n;
			last = parts[i];
		}
	if (last != LINT_PARTS && n > PAYLOAD_BYTES)
		lint_say(l, LINT_PAYLOAD, last, SIZE_MAX, "a notification of %zu bytes: Web Push "
		    "has room for %d", n, (int)PAYLOAD_BYTES);
}

static void
check_text(const struct lint *l)
{
	const struct lint_message *m = l->m;

	if (m->part[LINT_HTML] != NULL && m->part[LINT_TEXT] == NULL)
		lint_say(l, LINT_TEXT_PART, LINT_HTML, SIZE_MAX,
		    "there is no plain text beside it");
	if (m->mail && m->marketing && m->part[LINT_TEXT] != NULL &&
	    !sv_has(m->source[LINT_TEXT], SV("unsubscribe_url")))
		lint_say(l, LINT_UNSUBSCRIBE, LINT_TEXT, SIZE_MAX, "marketing without "
		    "{{unsubscribe_url}} in its text");
}

void
lint_message(const struct lint_message *m, lint_fn *say, void *ctx)
{
	const struct lint l = { m, say, ctx };

	if (m->mail) {
		check_columns(&l, LINT_SUBJECT_LENGTH, LINT_SUBJECT, SUBJECT_COLUMNS, "a subject");
		check_shouting(&l, LINT_SUBJECT, "a subject");
		check_text(&l);
		if (m->part[LINT_HTML] != NULL)
			lint_html(&l);
	}
	if (m->push) {
		check_columns(&l, LINT_TITLE_LENGTH, LINT_TITLE, TITLE_COLUMNS, "a title");
		check_shouting(&l, LINT_TITLE, "a title");
		check_columns(&l, LINT_BODY_LENGTH, LINT_BODY, BODY_COLUMNS, "a text");
		check_payload(&l);
	}
}
