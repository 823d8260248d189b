/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * webpush - messages only the browser can read, and who they are from
 *
 * The body (RFC 8188, one record, of which it is the last):
 *
 *     salt 16 | record size 4 | 65 | our public point 65 | ciphertext of: plain, 02 | tag 16
 */
#include "wire/webpush.h"

#include "json/jwrite.h"
#include "secret/armor.h"
#include "secret/cipher.h"

#include <string.h>

enum { RECORD_SIZE = 4096, LAST_RECORD = 2, IKM = 32 };

static struct sv
bytes(const unsigned char *p, size_t n)
{
	return (struct sv){ (const char *)p, n };
}

/* RFC 8291, 3.3 and 3.4: from the shared secret to the input of RFC 8188's keys. */
static enum rc
combine(struct sv peer, struct sv auth, const struct p256 *own, unsigned char ikm[IKM],
    struct err *e)
{
	static const char label[] = "WebPush: info";	/* with its NUL */
	char info[sizeof(label) + 2 * P256_PUBLIC];
	unsigned char shared[P256_SHARED];
	unsigned char mine[P256_PUBLIC];
	enum rc rc = p256_public(own, mine, e);

	if (rc == RC_OK)
		rc = p256_ecdh(own, peer, shared, e);
	if (rc != RC_OK)
		return rc;
	memcpy(info, label, sizeof(label));
	memcpy(info + sizeof(label), peer.p, P256_PUBLIC);
	memcpy(info + sizeof(label) + P256_PUBLIC, mine, P256_PUBLIC);
	return cipher_hkdf(bytes(shared, sizeof(shared)), auth,
	    (struct sv){ info, sizeof(info) }, ikm, IKM, e);
}

static enum rc
seal_record(struct buf *out, struct sv plain, struct sv ikm, const struct webpush_keys *keys,
    struct err *e)
{
	static const unsigned char head[] = {
		0, 0, RECORD_SIZE >> 8, RECORD_SIZE & 255, P256_PUBLIC
	};
	struct sv salt = bytes(keys->salt, WEBPUSH_SALT);
	unsigned char key[CIPHER_KEY];
	unsigned char nonce[CIPHER_NONCE];
	unsigned char mine[P256_PUBLIC];
	struct buf record;
	enum rc rc = p256_public(keys->own, mine, e);

	/* The labels end in a NUL (RFC 8188, 2.2 and 2.3). */
	if (rc == RC_OK)
		rc = cipher_hkdf(ikm, salt, SV("Content-Encoding: aes128gcm\0"), key,
		    sizeof(key), e);
	if (rc == RC_OK)
		rc = cipher_hkdf(ikm, salt, SV("Content-Encoding: nonce\0"), nonce,
		    sizeof(nonce), e);
	if (rc != RC_OK)
		return rc;
	buf_sv(out, salt);
	buf_sv(out, bytes(head, sizeof(head)));
	buf_sv(out, bytes(mine, sizeof(mine)));
	buf_init(&record, SIZE_MAX);
	buf_sv(&record, plain);
	buf_c(&record, LAST_RECORD);
	rc = cipher_seal(out, key, nonce, buf_view(&record), e);
	buf_free(&record);
	return rc;
}

enum rc
webpush_seal(struct buf *out, struct sv plain, struct sv p256dh, struct sv auth,
    const struct webpush_keys *keys, struct err *e)
{
	unsigned char ikm[IKM];
	struct buf peer;
	struct buf secret;
	enum rc rc = RC_OK;

	if (plain.n > WEBPUSH_PLAIN_MAX)
		return rc_err(e, RC_BAD, "%zu bytes are more than a push takes, %d", plain.n,
		    WEBPUSH_PLAIN_MAX);
	buf_init(&peer, SIZE_MAX);
	buf_init(&secret, SIZE_MAX);
	if (!armor_get(&peer, ARMOR_BASE64URL, p256dh) || peer.n != P256_PUBLIC)
		rc = rc_err(e, RC_BAD, "p256dh: expected base64url of %d bytes", P256_PUBLIC);
	else if (!armor_get(&secret, ARMOR_BASE64URL, auth) || secret.n != WEBPUSH_AUTH)
		rc = rc_err(e, RC_BAD, "auth: expected base64url of %d bytes", WEBPUSH_AUTH);
	if (rc == RC_OK)
		rc = combine(buf_view(&peer), buf_view(&secret), keys->own, ikm, e);
	if (rc == RC_OK)
		rc = seal_record(out, plain, bytes(ikm, sizeof(ikm)), keys, e);
	buf_free(&peer);
	buf_free(&secret);
	return rc;
}

enum rc
webpush_fresh(struct buf *out, struct sv plain, struct sv p256dh, struct sv auth, struct err *e)
{
	struct webpush_keys keys;
	struct p256 *own = NULL;
	enum rc rc = cipher_random(keys.salt, sizeof(keys.salt), e);

	if (rc == RC_OK)
		rc = p256_new(&own, e);
	keys.own = own;
	if (rc == RC_OK)
		rc = webpush_seal(out, plain, p256dh, auth, &keys, e);
	p256_free(own);
	return rc;
}

enum rc
webpush_token(struct buf *out, const struct p256 *key, struct sv origin, struct sv subject,
    int64_t now_s, struct err *e)
{
	unsigned char sign[P256_SIGNATURE];
	unsigned char mine[P256_PUBLIC];
	struct buf claims;
	struct buf token;
	struct jwrite w;
	enum rc rc = p256_public(key, mine, e);

	if (rc != RC_OK)
		return rc;
	buf_init(&claims, SIZE_MAX);
	buf_init(&token, SIZE_MAX);
	jwrite_init(&w, &claims);
	jwrite_open(&w, '{');
	jwrite_put_text(&w, "aud", origin);
	jwrite_key(&w, SV("exp"));
	jwrite_i64(&w, now_s + WEBPUSH_TOKEN_S);
	jwrite_put_text(&w, "sub", subject);
	jwrite_shut(&w, '}');
	armor_put(&token, ARMOR_BASE64URL, SV("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"));
	buf_c(&token, '.');
	armor_put(&token, ARMOR_BASE64URL, buf_view(&claims));
	rc = p256_sign(key, buf_view(&token), sign, e);
	if (rc == RC_OK) {
		buf_add(out, "vapid t=", 8);
		buf_sv(out, buf_view(&token));
		buf_c(out, '.');
		armor_put(out, ARMOR_BASE64URL, bytes(sign, sizeof(sign)));
		buf_add(out, ", k=", 4);
		armor_put(out, ARMOR_BASE64URL, bytes(mine, sizeof(mine)));
	}
	buf_free(&claims);
	buf_free(&token);
	return rc;
}
