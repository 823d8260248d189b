/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * colour - colours of CSS, and how well one is read on another
 */
#ifndef CX_MESSAGE_COLOUR_H
#define CX_MESSAGE_COLOUR_H

#include "base/sv.h"

#include <stdbool.h>
#include <stdint.h>

struct colour {
	uint8_t r, g, b;
};

/**
 * colour_read - #rgb, #rrggbb, rgb(R, G, B) of whole numbers, or one of CSS's first sixteen names
 *
 * Returns: false for anything else: other names and functions, and what can be seen through.
 */
bool colour_read(struct sv text, struct colour *c);

/**
 * colour_contrast - of two colours, 1 (the same) to 21 (black on white)
 *
 * Source: WCAG 2.2, contrast ratio and relative luminance.
 */
double colour_contrast(struct colour a, struct colour b);

#endif
