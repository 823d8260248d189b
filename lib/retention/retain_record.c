/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention/retain_record.h"

#include "key/scan_key.h"
#include "state/head.h"

enum { OUT_BYTES = 1 << 16 };

void
retain_record_group(const struct retain_plan *p, struct jwrite *w, struct sv key)
{
	struct val v[STATE_KEYS_MAX];

	if (p->nby == 0)
		return;
	scan_key_read(key, v, p->nby);
	for (size_t i = 0; i < p->nby; i++) {
		jwrite_key(w, p->by[i].name);
		jwrite_val(w, &v[i]);
	}
}

void
retain_record_open(struct retain_run *r, struct jwrite *w, const char *kind, uint32_t group)
{
	r->some = true;
	jwrite_init(w, &r->out);
	jwrite_open(w, '{');
	jwrite_put_text(w, "kind", sv_of(kind));
	if (r->p->per_user) {
		jwrite_key(w, SV("user"));
		jwrite_val(w, &r->user);
	}
	retain_record_group(r->p, w, cohort_key(&r->t, group));
}

void
retain_record_shut(struct retain_run *r, struct jwrite *w)
{
	jwrite_shut(w, '}');
	jwrite_nl(w);
	if (r->out.n < OUT_BYTES)
		return;
	out_sv(r->j->run.out, buf_view(&r->out));
	buf_clear(&r->out);
}
