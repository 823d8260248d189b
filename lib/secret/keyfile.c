/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secret/keyfile.h"

#include "base/num.h"
#include "io/fd.h"
#include "secret/armor.h"

#include <openssl/crypto.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum rc
read_all(int fd, const char *path, struct buf *b, struct err *e)
{
	/* Room at once, lest what is short is copied, and left behind, as it grows. */
	(void)buf_room(b, 8192);
	for (;;) {
		ssize_t n;

		if (!buf_room(b, 4096))
			return rc_err(e, RC_USAGE, "%s: a secret has at most %d bytes", path,
			    (int)KEYFILE_BYTES_MAX);
		n = read(fd, b->p + b->n, 4096);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
		if (n == 0)
			return RC_OK;
		b->n += (size_t)n;
	}
}

enum rc
keyfile_text(const char *path, struct buf *b, struct err *e)
{
	struct stat st;
	enum rc rc;
	int fd;

	buf_init(b, KEYFILE_BYTES_MAX + 4096);
	do
		fd = fd_above_std(open(path, O_RDONLY | O_CLOEXEC));
	while (fd < 0 && errno == EINTR);
	if (fd < 0 || fstat(fd, &st) != 0)
		rc = rc_err(e, RC_IO, "%s: %s", path, strerror(errno));
	else if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		rc = rc_err(e, RC_USAGE, "%s: others may use this secret (mode %03o): chmod go= it",
		    path, (unsigned)(st.st_mode & 0777));
	else
		rc = read_all(fd, path, b, e);
	if (fd >= 0)
		close(fd);
	while (b->n > 0 && num_is_ws((unsigned char)b->p[b->n - 1]))
		b->n--;
	if (rc == RC_OK && b->n == 0)
		rc = rc_err(e, RC_USAGE, "%s: there is no secret in it", path);
	if (rc != RC_OK)
		keyfile_forget(b);
	return rc;
}

void
keyfile_forget(struct buf *b)
{
	if (b->p != NULL)
		OPENSSL_cleanse(b->p, b->cap);
	buf_free(b);
}

static bool
name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '.' || c == '-' || c == '_';
}

struct reading {
	struct keyfile *k;
	const char     *path;
	unsigned        line;
};

static enum rc
fail(const struct reading *r, size_t col, struct err *e, const char *why)
{
	return rc_err(e, RC_SYNTAX, "%s:%u:%zu: %s", r->path, r->line, col + 1, why);
}

static enum rc
read_key(const struct reading *r, struct sv line, struct err *e)
{
	struct keyfile *k = r->k;
	struct keyfile_key *key = &k->key[k->n];
	const size_t before = k->raw.n;
	struct sv rest;
	size_t n = 0;

	if (k->n == KEYFILE_KEYS_MAX)
		return fail(r, 0, e, "there are more than 16 keys");
	while (n < line.n && name_byte(line.p[n]))
		n++;
	if (n == 0 || n > KEYFILE_NAME_MAX || (n < line.n && line.p[n] != ' ' && line.p[n] != '\t'))
		return fail(r, n, e, "expected the name of a key: letters, digits, '.', '-' and "
		    "'_', at most 32, then white space and the key");
	key->kid = (struct sv){ line.p, n };
	for (size_t i = 0; i < k->n; i++)
		if (sv_eq(k->key[i].kid, key->kid))
			return fail(r, 0, e, "another key has this name");
	rest = sv_trim((struct sv){ line.p + n, line.n - n });
	if (!armor_get(&k->raw, ARMOR_BASE64, rest))
		return fail(r, n + 1, e, "a key is base64");
	if (k->raw.n - before < KEYFILE_KEY_MIN || k->raw.n - before > KEYFILE_KEY_MAX)
		return fail(r, n + 1, e, "a key has 16 to 256 bytes");
	key->bytes = (struct sv){ k->raw.p + before, k->raw.n - before };
	k->n++;
	return RC_OK;
}

enum rc
keyfile_read(struct keyfile *k, const char *path, struct err *e)
{
	struct reading r = { k, path, 0 };
	struct sv left;
	enum rc rc;

	*k = (struct keyfile){ 0 };
	rc = keyfile_text(path, &k->text, e);
	if (rc != RC_OK)
		return rc;
	buf_init(&k->raw, KEYFILE_BYTES_MAX);
	/* Slices into raw stay good: the bytes of base64 are fewer than its text. */
	(void)buf_room(&k->raw, k->text.n);
	left = buf_view(&k->text);
	while (rc == RC_OK && left.n > 0) {
		const size_t end = sv_find(left, '\n');
		struct sv line = { left.p, end };

		r.line++;
		left.p += end;
		left.n -= end;
		if (left.n > 0)
			left = (struct sv){ left.p + 1, left.n - 1 };
		line = sv_trim(line);
		if (line.n > 0 && line.p[0] != '#')
			rc = read_key(&r, line, e);
	}
	if (rc == RC_OK && k->n == 0)
		rc = rc_err(e, RC_USAGE, "%s: there is no key in it", path);
	if (rc != RC_OK)
		keyfile_free(k);
	return rc;
}

void
keyfile_free(struct keyfile *k)
{
	keyfile_forget(&k->text);
	keyfile_forget(&k->raw);
	k->n = 0;
}
