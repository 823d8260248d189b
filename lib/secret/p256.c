/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/p256.h"

#include "base/buf.h"
#include "base/mem.h"
#include "secret/armor.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

struct p256 {
	EVP_PKEY *key;
};

static enum rc
fail(struct err *e)
{
	return rc_err(e, RC_IO, "OpenSSL refused");
}

static struct p256 *
wrap(EVP_PKEY *key)
{
	struct p256 *k = mem_alloc(sizeof(*k));

	k->key = key;
	return k;
}

enum rc
p256_new(struct p256 **k, struct err *e)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");

	if (key == NULL)
		return fail(e);
	*k = wrap(key);
	return RC_OK;
}

/* A key from a point, and the number behind it unless that is NULL; NULL when it cannot be. */
static EVP_PKEY *
from_parts(const unsigned char *point, const BIGNUM *number)
{
	OSSL_PARAM_BLD *bld = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;

	if (bld != NULL &&
	    OSSL_PARAM_BLD_push_utf8_string(bld, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
	    OSSL_PARAM_BLD_push_octet_string(bld, OSSL_PKEY_PARAM_PUB_KEY, point,
	    P256_PUBLIC) == 1 && (number == NULL ||
	    OSSL_PARAM_BLD_push_BN(bld, OSSL_PKEY_PARAM_PRIV_KEY, number) == 1))
		params = OSSL_PARAM_BLD_to_param(bld);
	if (ctx == NULL || params == NULL || EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &key, number != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY,
	    params) != 1)
		key = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(bld);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

/* The key of 32 bytes: OpenSSL wants the point beside the number. */
static EVP_PKEY *
from_number(struct sv bytes)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	BIGNUM *number = BN_bin2bn((const unsigned char *)bytes.p, (int)bytes.n, NULL);
	EC_POINT *point = group != NULL ? EC_POINT_new(group) : NULL;
	unsigned char out[P256_PUBLIC];
	EVP_PKEY *key = NULL;

	if (point != NULL && number != NULL && !BN_is_zero(number) &&
	    BN_cmp(number, EC_GROUP_get0_order(group)) < 0 &&
	    EC_POINT_mul(group, point, number, NULL, NULL, NULL) == 1 &&
	    EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out, sizeof(out),
	    NULL) == sizeof(out))
		key = from_parts(out, number);
	EC_POINT_free(point);
	BN_clear_free(number);
	EC_GROUP_free(group);
	return key;
}

static EVP_PKEY *
from_pem(struct sv text)
{
	BIO *bio = BIO_new_mem_buf(text.p, (int)text.n);
	/* A passphrase that is there and empty: nobody is asked for one. */
	char none[] = "";
	EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, none) : NULL;
	char group[32] = "";
	size_t n = 0;

	BIO_free(bio);
	if (key != NULL && (EVP_PKEY_get_group_name(key, group, sizeof(group), &n) != 1 ||
	    strcmp(group, "prime256v1") != 0)) {
		EVP_PKEY_free(key);
		key = NULL;
	}
	return key;
}

enum rc
p256_read(struct p256 **k, struct sv text, struct err *e)
{
	EVP_PKEY *key = NULL;
	struct buf bytes;

	text = sv_trim(text);
	buf_init(&bytes, 64);
	if (sv_starts(text, SV("-----BEGIN")) && text.n < INT32_MAX)
		key = from_pem(text);
	else if (armor_get(&bytes, ARMOR_BASE64URL, text) && bytes.n == P256_SHARED)
		key = from_number(buf_view(&bytes));
	if (bytes.p != NULL)
		OPENSSL_cleanse(bytes.p, bytes.cap);
	buf_free(&bytes);
	if (key == NULL)
		return rc_err(e, RC_SYNTAX, "expected a private key of the curve P-256: PEM, or 32 "
		    "bytes in base64url");
	*k = wrap(key);
	return RC_OK;
}

enum rc
p256_public(const struct p256 *k, unsigned char out[P256_PUBLIC], struct err *e)
{
	BIGNUM *x = NULL, *y = NULL;
	const bool ok = EVP_PKEY_get_bn_param(k->key, OSSL_PKEY_PARAM_EC_PUB_X, &x) == 1 &&
	    EVP_PKEY_get_bn_param(k->key, OSSL_PKEY_PARAM_EC_PUB_Y, &y) == 1 &&
	    BN_bn2binpad(x, out + 1, 32) == 32 && BN_bn2binpad(y, out + 33, 32) == 32;

	out[0] = 4;		/* uncompressed */
	BN_free(x);
	BN_free(y);
	return ok ? RC_OK : fail(e);
}

enum rc
p256_ecdh(const struct p256 *k, struct sv peer, unsigned char out[P256_SHARED], struct err *e)
{
	EVP_PKEY *other = peer.n == P256_PUBLIC ?
	    from_parts((const unsigned char *)peer.p, NULL) : NULL;
	EVP_PKEY_CTX *ctx;
	size_t n = P256_SHARED;
	bool ok;

	if (other == NULL)
		return rc_err(e, RC_BAD, "a public key is a point of P-256: 65 bytes, the first 4");
	ctx = EVP_PKEY_CTX_new(k->key, NULL);
	ok = ctx != NULL && EVP_PKEY_derive_init(ctx) == 1 &&
	    EVP_PKEY_derive_set_peer(ctx, other) == 1 && EVP_PKEY_derive(ctx, out, &n) == 1 &&
	    n == P256_SHARED;
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(other);
	return ok ? RC_OK : fail(e);
}

/* What OpenSSL signs is DER; r and s alone are asked for. */
static bool
raw_signature(const unsigned char *der, size_t n, unsigned char out[P256_SIGNATURE])
{
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &der, (long)n);
	const bool ok = sig != NULL && BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, 32) == 32 &&
	    BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + 32, 32) == 32;

	ECDSA_SIG_free(sig);
	return ok;
}

enum rc
p256_sign(const struct p256 *k, struct sv text, unsigned char out[P256_SIGNATURE], struct err *e)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char der[80];
	size_t n = sizeof(der);
	const bool ok = ctx != NULL &&
	    EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, k->key) == 1 &&
	    EVP_DigestSign(ctx, der, &n, (const unsigned char *)text.p, text.n) == 1 &&
	    raw_signature(der, n, out);

	EVP_MD_CTX_free(ctx);
	return ok ? RC_OK : fail(e);
}

void
p256_free(struct p256 *k)
{
	if (k != NULL)
		EVP_PKEY_free(k->key);
	mem_free(k);
}
