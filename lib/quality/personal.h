/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * personal - values that say who somebody is, where nothing should
 *
 * Found by their form alone: what has it is most often one, what has not may be one all the same.
 * Names of people, addresses of streets and numbers without a country are not found.
 */
#ifndef CX_QUALITY_PERSONAL_H
#define CX_QUALITY_PERSONAL_H

#include "base/sv.h"

enum personal {
	PERSONAL_NOTHING,
	PERSONAL_EMAIL,		/* somewhere in the text, also with %40 */
	PERSONAL_CARD,		/* likewise: 13 to 19 digits of an issuer, right by Luhn */
	PERSONAL_PHONE,		/* likewise: +, country and number, 8 to 15 digits */
	PERSONAL_ADDRESS	/* all of the text is an IP address, perhaps with a port */
};

/** personal_name - what it is called: "e-mail address" */
const char *personal_name(enum personal what);

/** personal_find - the first of these that @s has; strings are decoded, numbers as written */
enum personal personal_find(struct sv s);

#endif
