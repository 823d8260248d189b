/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/quiet.h"

#include <gsl/gsl_errno.h>

void
quiet_gsl(void)
{
	gsl_set_error_handler_off();
}
