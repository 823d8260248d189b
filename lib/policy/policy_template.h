/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_template - what is sent: the texts of a policy, by language and part
 */
#ifndef CX_POLICY_POLICY_TEMPLATE_H
#define CX_POLICY_POLICY_TEMPLATE_H

#include "base/sv.h"

#include <stddef.h>
#include <stdint.h>

struct template;		/* of the room message */

enum policy_part {
	POLICY_SUBJECT, POLICY_TEXT, POLICY_HTML,	/* e-mail; others: the text */
	POLICY_TITLE, POLICY_BODY, POLICY_URL		/* push */
};
enum { POLICY_PARTS = POLICY_URL + 1 };

/* Their keys, in the order of the enum, ended by NULL. */
extern const char *const policy_parts[];

struct policy_version {		/* in one language */
	struct sv              language;	/* fr, pt-br; empty: of the whole template */
	struct sv              source[POLICY_PARTS];	/* what was written; p NULL: no such part */
	const struct template *part[POLICY_PARTS];	/* compiled; NULL: no such part */
	uint32_t               line[POLICY_PARTS];
};

struct policy_template {
	struct sv              name;
	struct policy_version *version;	/* the first is for who has another language */
	size_t                 n;
	uint32_t               line;
};

/** policy_template_version - for a language: fr-ca, else fr, else the first */
const struct policy_version *policy_template_version(const struct policy_template *t,
    struct sv language);

#endif
