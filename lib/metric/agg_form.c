/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric/agg_form.h"

#include <string.h>

void
agg_form_begin(struct agg_former *f, struct agg_form *form)
{
	form->numbers = 0;
	form->none = false;
	f->form = form;
	buf_init(&f->text, AGG_FORM_TEXT);
	jwrite_init(&f->w, &f->text);
	f->w.comma = true;	/* a form stands behind other members */
}

void
agg_form_number(struct agg_former *f, uint64_t rank)
{
	struct agg_form *form = f->form;

	form->rank[form->numbers] = (uint16_t)rank;
	form->end[form->numbers++] = (uint16_t)f->text.n;
	f->w.comma = true;
}

void
agg_form_end(struct agg_former *f)
{
	struct agg_form *form = f->form;

	form->fresh = false;
	form->none = f->text.over;
	form->end[form->numbers] = (uint16_t)f->text.n;
	if (!form->none)
		memcpy(form->text, f->text.p, f->text.n);
	buf_free(&f->text);
}
