/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/pseudonym.h"

#include "base/mem.h"
#include "secret/keyfile.h"
#include "secret/mac.h"

struct pseudonym {
	struct keyfile file;
	struct mac    *mac[KEYFILE_KEYS_MAX];
	char          *tenant;
	size_t         tenant_len;
};

enum rc
pseudonym_new(struct pseudonym **out, const char *path, struct sv tenant, struct err *e)
{
	struct pseudonym *p = mem_zalloc(sizeof(*p));
	const enum rc rc = keyfile_read(&p->file, path, e);

	if (rc != RC_OK) {
		mem_free(p);
		return rc;
	}
	p->tenant = mem_dup(tenant.n > 0 ? tenant.p : "", tenant.n);
	p->tenant_len = tenant.n;
	for (size_t i = 0; i < p->file.n; i++)
		p->mac[i] = mac_new(p->file.key[i].bytes);
	*out = p;
	return RC_OK;
}

size_t
pseudonym_keys(const struct pseudonym *p)
{
	return p->file.n;
}

void
pseudonym_of(const struct pseudonym *p, size_t i, struct sv id, char *text)
{
	/* With its NUL. */
	const struct sv part[] = { { p->tenant, p->tenant_len + 1 }, id };
	unsigned char out[MAC_SIZE];

	mac_of(p->mac[i], part, 2, out);
	armor_id(out, text);
}

void
pseudonym_free(struct pseudonym *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->file.n; i++)
		mac_free(p->mac[i]);
	keyfile_free(&p->file);
	mem_free(p->tenant);
	mem_free(p);
}
