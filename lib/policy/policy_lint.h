/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * policy_lint - the messages of a policy looked at: what is wrong with them, and how they look
 *
 * A template is looked at as the channels and classes of its scenarios ask for it; one that
 * nobody uses as all of them might.
 */
#ifndef CX_POLICY_POLICY_LINT_H
#define CX_POLICY_POLICY_LINT_H

#include "base/rc.h"
#include "policy/policy.h"

/** policy_lint - say through env->warn what the readers of its messages would stumble over */
void policy_lint(const struct policy *p, const struct policy_env *env);

/**
 * policy_lint_pages - write a page for each template and language, and index.html
 * @dir: made when it is not there; pages that are there are replaced
 *
 * Returns: RC_OK; RC_SYNTAX a template cannot be filled, all pages are written; RC_IO.
 */
MUST_USE enum rc policy_lint_pages(const struct policy *p, const char *dir, struct err *e);

#endif
