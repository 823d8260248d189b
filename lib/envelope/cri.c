/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cri - the logs of Kubernetes: containerd, CRI-O
 *
 *     TIME stdout|stderr F|P[:TAG...] TEXT
 *
 * P is a piece: the line goes on in the next one of its stream.
 * Source: the CRI logging proposal, kubernetes/design-proposals-archive, kubelet-cri-logging.
 */
#include "envelope/nest.h"
#include "line/lvalue.h"

#include <string.h>

static void
set_time(void *state, const struct tstamp_cfg *time)
{
	memcpy(state, time, sizeof(*time));
}

/* The word at *@p, and behind the space after it; false without such a space. */
static bool
take_word(const char **p, const char *e, struct sv *word)
{
	const char *space = memchr(*p, ' ', (size_t)(e - *p));

	*word = (struct sv){ *p, (size_t)((space != NULL ? space : e) - *p) };
	*p = space != NULL ? space + 1 : e;
	return space != NULL;
}

static enum rc
reject_word(struct sv line, struct sv word, const char *want, struct reject *rej)
{
	char found[LVALUE_SHOWN];

	return source_reject(rej, "log", 0, (uint64_t)(word.p - line.p) + 1, line,
	    "expected %s, found %s", want, lvalue_shown(word, found));
}

static enum rc
strip(void *state, struct sv line, struct nest_line *out, struct reject *rej)
{
	const char *p = line.p, *e = line.p + line.n;
	struct val *time = &out->field[0];
	struct sv word;
	bool more = take_word(&p, e, &word);

	*time = val_of_text(word);
	if (!more || word.n < 20 || word.p[10] != 'T' ||
	    !tstamp_auto(time, state, &time->at_us))
		return reject_word(line, word, "a time", rej);
	time->kind = VAL_TIME;
	more = take_word(&p, e, &word);
	if (!more || (!sv_is(word, "stdout") && !sv_is(word, "stderr")))
		return reject_word(line, word, "stdout or stderr", rej);
	out->field[1] = val_of_text(word);
	out->stream = sv_is(word, "stderr");
	(void)take_word(&p, e, &word);	/* an empty text may have lost the space before it */
	if (word.n == 0 || (word.p[0] != 'F' && word.p[0] != 'P') ||
	    (word.n > 1 && word.p[1] != ':'))
		return reject_word(line, word, "F or P", rej);
	out->piece = word.p[0] == 'P';
	out->text = (struct sv){ p, (size_t)(e - p) };
	return RC_OK;
}

const struct nest_type cri_envelope = {
	.name = "cri",
	.field = { "timestamp", "stream", NULL },
	.pieces = true,
	.size = sizeof(struct tstamp_cfg),
	.init = set_time,
	.strip = strip,
};
