/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * preview - a page on which a message can be looked at before anybody gets it
 *
 * The HTML part in light and dark and at the width of a phone, each in a frame that runs no
 * scripts; subject, text and notification as they read; what the lint says.  Filled with
 * template_sample.  A page is one file that asks for nothing but the message's own images.
 */
#ifndef CX_MESSAGE_PREVIEW_H
#define CX_MESSAGE_PREVIEW_H

#include "base/buf.h"
#include "base/rc.h"
#include "message/lint.h"

/**
 * preview_page - append the page of a message
 * @name: what it is called
 *
 * Returns: RC_OK; RC_BAD a part cannot be filled, with its place: the page says so, too, and is
 *          whole; RC_LIMIT likewise.
 */
MUST_USE enum rc preview_page(const struct lint_message *m, struct sv name, struct buf *out,
    struct err *e);

/** preview_head - append what a page begins with, up to its <main> */
void preview_head(struct buf *out, struct sv title);

#endif
