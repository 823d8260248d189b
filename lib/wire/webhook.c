/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * webhook - signatures by which a receiver knows who called
 *
 * HMAC-SHA256 of "ID.TIMESTAMP.BODY" with each key (standardwebhooks.com, "Signature scheme").
 */
#include "wire/webhook.h"

#include "base/mem.h"
#include "secret/armor.h"
#include "secret/keyfile.h"
#include "secret/mac.h"

#include <inttypes.h>
#include <stdio.h>

struct webhook {
	struct mac **key;
	size_t       n;
};

enum rc
webhook_new(struct webhook **k, const struct sv *secret, size_t n, struct err *e)
{
	struct webhook *w = mem_zalloc(sizeof(*w));

	w->key = mem_array(NULL, n + 1, sizeof(struct mac *));
	for (size_t i = 0; i < n; i++) {
		struct sv text = sv_trim(secret[i]);
		struct buf raw;
		bool ok;

		if (sv_starts(text, SV("whsec_")))
			text = (struct sv){ text.p + 6, text.n - 6 };
		buf_init(&raw, SIZE_MAX);
		ok = armor_get(&raw, ARMOR_BASE64, text) && raw.n >= WEBHOOK_KEY_MIN &&
		    raw.n <= WEBHOOK_KEY_MAX;
		if (ok)
			w->key[w->n++] = mac_new(buf_view(&raw));
		keyfile_forget(&raw);
		if (!ok) {
			webhook_free(w);
			return rc_err(e, RC_SYNTAX,
			    "signing key %zu: expected whsec_ and base64 of %d to %d bytes",
			    i + 1, WEBHOOK_KEY_MIN, WEBHOOK_KEY_MAX);
		}
	}
	*k = w;
	return RC_OK;
}

void
webhook_sign(const struct webhook *k, struct sv id, int64_t at_s, struct sv body, struct buf *out)
{
	char at[24];
	int n = snprintf(at, sizeof(at), ".%" PRId64 ".", at_s);
	struct sv part[3] = { id, { at, (size_t)n }, body };

	for (size_t i = 0; i < k->n; i++) {
		unsigned char sum[MAC_SIZE];

		mac_of(k->key[i], part, 3, sum);
		buf_add(out, i > 0 ? " v1," : "v1,", i > 0 ? 4 : 3);
		armor_put(out, ARMOR_BASE64, (struct sv){ (const char *)sum, sizeof(sum) });
	}
}

void
webhook_free(struct webhook *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < k->n; i++)
		mac_free(k->key[i]);
	mem_free(k->key);
	mem_free(k);
}
