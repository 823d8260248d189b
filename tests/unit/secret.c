/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * secret - vectors of the standards, keys from files, and what is no key
 *
 * Pseudonyms, ids and draws are what Python's hmac and hashlib give.
 */
#include "base/rng.h"
#include "secret/armor.h"
#include "secret/cipher.h"
#include "secret/keyfile.h"
#include "secret/mac.h"
#include "secret/p256.h"
#include "secret/pseudonym.h"

#include "../t.h"

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <sys/stat.h>
#include <unistd.h>

static char path[256];

static void
hex(struct sv s, char *out)
{
	for (size_t i = 0; i < s.n; i++)
		snprintf(out + 2 * i, 3, "%02x", (unsigned char)s.p[i]);
	out[2 * s.n] = '\0';
}

static struct sv
unhex(const char *text, char *out)
{
	size_t n = strlen(text) / 2;

	for (size_t i = 0; i < n; i++) {
		unsigned byte = 0;

		(void)sscanf(text + 2 * i, "%2x", &byte);
		out[i] = (char)byte;
	}
	return (struct sv){ out, n };
}

static void
write_file(const char *text, mode_t mode)
{
	FILE *f;

	(void)unlink(path);
	f = fopen(path, "w");
	if (f == NULL)
		exit(1);
	fputs(text, f);
	fclose(f);
	chmod(path, mode);
}

static const char *
armoured(struct buf *b, enum armor how, struct sv s)
{
	buf_clear(b);
	armor_put(b, how, s);
	buf_c(b, '\0');
	return b->p;
}

/* RFC 4648, section 10. */
static void
test_armor(void)
{
	static const char *const plain[] = { "", "f", "fo", "foo", "foob", "fooba", "foobar" };
	static const char *const base64[] = { "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=",
		"Zm9vYmFy" };
	static const char *const base32[] = { "", "my", "mzxq", "mzxw6", "mzxw6yq", "mzxw6ytb",
		"mzxw6ytboi" };
	static const char *const bad64[] = { "Zg=", "Z", "Zh==", "Zg==Zg==", "Z g=", "====", "Zm8-",
		"Zm9v====" };
	struct buf b;

	buf_init(&b, SIZE_MAX);
	for (size_t i = 0; i < 7; i++) {
		T_STR(armoured(&b, ARMOR_BASE64, sv_of(plain[i])), base64[i], "base64");
		T_STR(armoured(&b, ARMOR_BASE32, sv_of(plain[i])), base32[i], "base32");
		buf_clear(&b);
		T_OK(armor_get(&b, ARMOR_BASE64, sv_of(base64[i])) &&
		    sv_is(buf_view(&b), plain[i]), "%s and back", base64[i]);
		buf_clear(&b);
		T_OK(armor_get(&b, ARMOR_BASE32, sv_of(base32[i])) &&
		    sv_is(buf_view(&b), plain[i]), "%s and back", base32[i]);
	}
	buf_clear(&b);
	T_OK(armor_get(&b, ARMOR_BASE32, SV("MZXW6YTBOI======")) && sv_is(buf_view(&b), "foobar"),
	    "capitals and padding are read");
	T_STR(armoured(&b, ARMOR_BASE64URL, SV("\xfb\xff\xfe")), "-__-", "base64url");
	for (size_t i = 0; i < sizeof(bad64) / sizeof(*bad64); i++) {
		buf_clear(&b);
		T_OK(!armor_get(&b, ARMOR_BASE64, sv_of(bad64[i])), "%s is refused", bad64[i]);
	}
	T_OK(!armor_get(&b, ARMOR_BASE32, SV("mz1w")), "base32 has no 1");
	T_OK(!armor_get(&b, ARMOR_BASE32, SV("mzx")), "and no three digits");
	buf_free(&b);
}

static void
test_armor_drawn(void)
{
	struct rng rng;
	struct buf text, back;
	bool ok = true;

	rng_init(&rng, t_seed());
	buf_init(&text, SIZE_MAX);
	buf_init(&back, SIZE_MAX);
	for (int i = 0; i < T_ROUNDS(3000); i++) {
		char bytes[64], id[ARMOR_ID];
		const size_t n = rng_below(&rng, sizeof(bytes) + 1);
		const enum armor how = (enum armor)rng_below(&rng, 3);
		struct sv s = { bytes, n };

		for (size_t k = 0; k < sizeof(bytes); k++)
			bytes[k] = (char)rng_below(&rng, 256);
		buf_clear(&text);
		buf_clear(&back);
		armor_put(&text, how, s);
		ok &= T_QUIET(armor_get(&back, how, buf_view(&text)) && sv_eq(buf_view(&back), s),
		    "round %d comes back", i);
		buf_clear(&text);
		armor_put(&text, ARMOR_BASE32, (struct sv){ bytes, 16 });
		armor_id((unsigned char *)bytes, id);
		ok &= T_QUIET(sv_eq(buf_view(&text), (struct sv){ id, sizeof(id) }),
		    "the id of round %d is its base32", i);
	}
	T_OK(ok, "drawn bytes come back from each armor");
	buf_free(&text);
	buf_free(&back);
}

static const char *
hmac(struct sv key, struct sv text, char *out)
{
	unsigned char mac[MAC_SIZE];
	struct mac *m = mac_new(key);

	mac_of(m, &text, 1, mac);
	mac_free(m);
	hex((struct sv){ (char *)mac, sizeof(mac) }, out);
	return out;
}

/* RFC 4231, cases 2 and 6; RFC 5869, cases 1 and 3. */
static void
test_mac(void)
{
	unsigned char okm[42];
	char text[2 * sizeof(okm) + 1], key[131], ikm[22], salt[13], info[10];
	struct err e = { 0 };

	T_STR(hmac(SV("Jefe"), SV("what do ya want for nothing?"), text),
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "HMAC");
	memset(key, 0xaa, sizeof(key));
	T_STR(hmac((struct sv){ key, sizeof(key) },
	    SV("Test Using Larger Than Block-Size Key - Hash Key First"), text),
	    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54", "a long key");
	memset(ikm, 0x0b, sizeof(ikm));
	T_OK(cipher_hkdf((struct sv){ ikm, sizeof(ikm) }, unhex("000102030405060708090a0b0c", salt),
	    unhex("f0f1f2f3f4f5f6f7f8f9", info), okm, sizeof(okm), &e) == RC_OK, "HKDF");
	hex((struct sv){ (char *)okm, sizeof(okm) }, text);
	T_STR(text, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
	    "34007208d5b887185865", "case 1");
	T_OK(cipher_hkdf((struct sv){ ikm, sizeof(ikm) }, SV(""), SV(""), okm, sizeof(okm), &e) ==
	    RC_OK, "HKDF of nothing else");
	hex((struct sv){ (char *)okm, sizeof(okm) }, text);
	T_STR(text, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
	    "9d201395faa4b61a96c8", "case 3");
	T_OK(cipher_hkdf(SV("x"), SV(""), SV(""), okm, 8161, &e) == RC_RANGE, "has its limit");
}

/* NIST's gcmEncryptExtIV128. */
static void
test_cipher(void)
{
	char key[16], nonce[12], plain[16], text[80];
	struct err e = { 0 };
	struct buf sealed;

	buf_init(&sealed, 1000);
	unhex("7fddb57453c241d03efbed3ac44e371c", key);
	unhex("ee283a3fc75575e33efd4887", nonce);
	T_OK(cipher_seal(&sealed, (unsigned char *)key, (unsigned char *)nonce,
	    unhex("d5de42b461646c255c87bd2962d3b9a2", plain), &e) == RC_OK, "sealed");
	hex(buf_view(&sealed), text);
	T_STR(text, "2ccda4a5415cb91e135c2a0f78c9b2fdb36d1df9b9d5e596f83e8b7f52971cb3",
	    "AES-128-GCM and its tag");
	buf_free(&sealed);
}

/* The keys of RFC 8291, 5. */
static void
test_p256(void)
{
	static const char server[] = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
	static const char client[] = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7"
	    "Vd8pZGH6SRpkNtoIAiw4";
	unsigned char point[P256_PUBLIC], shared[P256_SHARED];
	struct err e = { 0 };
	struct p256 *k, *other;
	struct buf b, text;

	buf_init(&b, 1000);
	buf_init(&text, 1000);
	T_OK(p256_read(&k, sv_of(server), &e) == RC_OK, "a key of 32 bytes");
	T_OK(p256_public(k, point, &e) == RC_OK, "its point");
	T_STR(armoured(&text, ARMOR_BASE64URL, (struct sv){ (char *)point, sizeof(point) }),
	    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
	    "is that of the RFC");
	T_OK(armor_get(&b, ARMOR_BASE64URL, sv_of(client)) &&
	    p256_ecdh(k, buf_view(&b), shared, &e) == RC_OK, "a secret is shared");
	T_STR(armoured(&text, ARMOR_BASE64URL, (struct sv){ (char *)shared, sizeof(shared) }),
	    "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs", "and it is that of the RFC");
	b.p[10] ^= 1;
	T_OK(p256_ecdh(k, buf_view(&b), shared, &e) == RC_BAD, "a point beside the curve is refused");
	T_OK(p256_new(&other, &e) == RC_OK && p256_public(other, point, &e) == RC_OK &&
	    p256_ecdh(k, (struct sv){ (char *)point, sizeof(point) }, shared, &e) == RC_OK,
	    "a new key is one of the curve");
	p256_free(other);
	p256_free(k);
	buf_free(&b);
	buf_free(&text);
}

/* OpenSSL, which has the private key, verifies r and s. */
static bool
verified(const char *pem, const char *text, const unsigned char *sig)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	ECDSA_SIG *both = ECDSA_SIG_new();
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char *der = NULL;
	int n;
	bool ok;

	ECDSA_SIG_set0(both, BN_bin2bn(sig, 32, NULL), BN_bin2bn(sig + 32, 32, NULL));
	n = i2d_ECDSA_SIG(both, &der);
	ok = EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
	    EVP_DigestVerify(ctx, der, (size_t)n, (const unsigned char *)text, strlen(text)) == 1;
	OPENSSL_free(der);
	EVP_MD_CTX_free(ctx);
	ECDSA_SIG_free(both);
	EVP_PKEY_free(key);
	BIO_free(bio);
	return ok;
}

/* openssl ecparam -name prime256v1 -genkey -noout; the same of P-384; and no key. */
static void
test_p256_pem(void)
{
	static const char pem[] = "-----BEGIN EC PRIVATE KEY-----\n"
	    "MHcCAQEEID7toVjTNowQKKKWzzLK+qtZEoIjP6tpsvSgl0vj8oOqoAoGCCqGSM49\n"
	    "AwEHoUQDQgAEqCsvTMWrGnLFhXLeii9ek4DvRVKIP88Gp/Ew8s9dkPEfok/Qrn5O\n"
	    "j+znHNK7zZfVUlVKLAvJAY1Aoeo0G00Rbg==\n"
	    "-----END EC PRIVATE KEY-----\n";
	static const char p384[] = "-----BEGIN EC PRIVATE KEY-----\n"
	    "MIGkAgEBBDAT26wuwoKLI5yY4ZzlrLBNIy+s+Bdcmk8FU595x6Aaqt5yGHKtjOqr\n"
	    "aP46faE7FQ2gBwYFK4EEACKhZANiAAQuTxBzwYACAhtIuMzWYe/eeN502sYQdfSx\n"
	    "oMMO9MpJ9Ne25e29CXfrlwqk9Ii0Zd3ZnBZEEeVZxaJWsEqVQD6dj5u+8j9NZdlB\n"
	    "wXVfd0NkUVKtQGgGqi8Hgh1aPHan2pY=\n"
	    "-----END EC PRIVATE KEY-----\n";
	unsigned char point[P256_PUBLIC], sig[P256_SIGNATURE];
	char text[2 * P256_PUBLIC + 1];
	struct err e = { 0 };
	struct p256 *k;

	T_OK(p256_read(&k, sv_of(pem), &e) == RC_OK && p256_public(k, point, &e) == RC_OK, "PEM");
	hex((struct sv){ (char *)point, sizeof(point) }, text);
	T_STR(text, "04a82b2f4cc5ab1a72c58572de8a2f5e9380ef4552883fcf06a7f130f2cf5d90f1"
	    "1fa24fd0ae7e4e8fece71cd2bbcd97d552554a2c0bc9018d40a1ea341b4d116e", "has its point");
	for (int i = 0; i < 20; i++)
		T_OK(p256_sign(k, SV("header.claims"), sig, &e) == RC_OK &&
		    verified(pem, "header.claims", sig) && !verified(pem, "header.claimz", sig),
		    "signature %d is verified", i);
	p256_free(k);
	T_OK(p256_read(&k, sv_of(p384), &e) == RC_SYNTAX, "another curve is refused");
	T_OK(p256_read(&k, SV("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &e) == RC_SYNTAX,
	    "zero is no key");
	T_OK(p256_read(&k, SV("__________________________________________8"), &e) == RC_SYNTAX,
	    "nor is what passes the order");
	T_STR(e.msg, "expected a private key of the curve P-256: PEM, or 32 bytes in base64url",
	    "said");
}

static void
test_names(void)
{
	const struct sv part[] = { SV("cart_abandoned"), SV("u42"), SV("cart:991"),
		SV("2026-11-22") };
	const struct sv shifted[] = { SV("cart_abandonedu"), SV("42"), SV("cart:991"),
		SV("2026-11-22") };
	static const uint32_t want[] = { 5047, 43, 7163, 7277 };
	char key[32], id[ARMOR_ID + 1] = "", other[ARMOR_ID + 1] = "";
	struct mac *m;

	mac_id(part, 4, id);
	T_STR(id, "raqssxrv64qfhdqqyshq2vfxte", "an id of what it is about");
	mac_id(shifted, 4, other);
	T_OK(strcmp(id, other) != 0, "where a part ends matters");
	mac_id(NULL, 0, id);
	T_STR(id, "4oymiquy7qobjgx36tejs35zeq", "an id of nothing");
	for (int i = 0; i < 32; i++)
		key[i] = (char)(i + 1);
	m = mac_new((struct sv){ key, 32 });
	for (int i = 0; i < 4; i++) {
		char unit[8];

		snprintf(unit, sizeof(unit), "u%d", i);
		T_OK(mac_draw(m, SV("scenario:cart"), sv_of(unit)) == want[i], "draw of %s", unit);
	}
	mac_free(m);
}

static const char two_keys[] = "# the keys of the shop\n\n"
    "new AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\r\n"
    "  old\tZm9vYmFyZm9vYmFyZm9vYmFy\n";

static void
test_pseudonym(void)
{
	char text[PSEUDONYM_LEN + 1] = "", old[PSEUDONYM_LEN + 1] = "";
	struct err e = { 0 };
	struct pseudonym *p;

	write_file(two_keys, 0400);
	T_OK(pseudonym_new(&p, path, SV(""), &e) == RC_OK, "keys are read");
	T_OK(pseudonym_keys(p) == 2, "both of them");
	pseudonym_of(p, 0, SV("u42"), text);
	T_STR(text, "iotfbmu7p2swp5ueywqrtk3nlu", "a pseudonym");
	pseudonym_of(p, 1, SV("u42"), old);
	T_OK(strcmp(text, old) != 0, "another key gives another");
	pseudonym_free(p);
	T_OK(pseudonym_new(&p, path, SV("shop"), &e) == RC_OK, "for a tenant");
	pseudonym_of(p, 0, SV("u42"), text);
	T_STR(text, "65castkwmyiylzfdtx5wsfb4we", "another pseudonym");
	pseudonym_free(p);
}

static void
test_refused(void)
{
	static const struct {
		const char *text;
		mode_t      mode;
		enum rc     rc;
		const char *says;	/* behind the path */
	} rows[] = {
		{ two_keys, 0640, RC_USAGE, ": others may use this secret (mode 640): chmod go= it" },
		{ "# none\n", 0600, RC_USAGE, ": there is no key in it" },
		{ "\n \n", 0600, RC_USAGE, ": there is no secret in it" },
		{ "a Zm9v\n", 0600, RC_SYNTAX, ":1:3: a key has 16 to 256 bytes" },
		{ "\na: Zm9v\n", 0600, RC_SYNTAX, ":2:2: expected the name of a key: letters, "
		    "digits, '.', '-' and '_', at most 32, then white space and the key" },
		{ "a Zm9vYmFyZm9vYmFyZm9vYmFy\na Zm9vYmFyZm9vYmFyZm9vYmFy\n", 0600, RC_SYNTAX,
		    ":2:1: another key has this name" },
		{ "a Zm9vYmFyZm9vYmFyZm9vY!Fy\n", 0600, RC_SYNTAX, ":1:3: a key is base64" },
		{ "a\n", 0600, RC_SYNTAX, ":1:3: a key has 16 to 256 bytes" }
	};
	struct err e = { 0 };
	struct keyfile k;
	char many[2000] = "";

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		write_file(rows[i].text, rows[i].mode);
		T_OK(keyfile_read(&k, path, &e) == rows[i].rc, "row %zu is refused", i);
		T_STR(e.msg + strlen(path), rows[i].says, "and why");
	}
	for (int i = 0; i < 17; i++)
		snprintf(many + strlen(many), 50, "k%d Zm9vYmFyZm9vYmFyZm9vYmFy\n", i);
	write_file(many, 0600);
	T_OK(keyfile_read(&k, path, &e) == RC_SYNTAX, "seventeen keys are too many");
	(void)unlink(path);
	T_OK(keyfile_read(&k, path, &e) == RC_IO, "a file that is not there");
}

int
main(void)
{
	int fd = mkstemp(t_temporary(path, sizeof(path), "secret"));

	if (fd < 0)
		return 1;
	close(fd);
	test_armor();
	test_armor_drawn();
	test_mac();
	test_cipher();
	test_p256();
	test_p256_pem();
	test_names();
	test_pseudonym();
	test_refused();
	(void)unlink(path);
	return t_done();
}
