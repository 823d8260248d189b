/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail against a log that is rotated while it is written and read: by rename, by copying
 * and truncating, with numbers and with dates, compressed at once or later, by writers that
 * append and that do not, that leave lines unfinished and go on in the renamed file.  Every
 * step of the rotator may come between any two of a run; runs die.  Each line that is in some
 * file at the end was read once, and none was read twice.
 */
#include "../t.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/rng.h"
#include "io/in.h"
#include "io/trail.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { ROUNDS = 100, STEPS = 70, LINES = 4096, OPS = 64, SLOTS = 40 };

enum what { RENAME, CREATE, TELL, COPY_PART, COPY, TRUNCATE, PACK_PART, PACK, UNLINK };

struct op {
	enum what what;
	char      from[64], to[64];
};

struct mode {
	bool copytruncate, append, dateext, extension, compress, delay, zst, create, careless;
	bool clock;	/* times of files are apart; else they are those of a moment */
};

static struct rng r;
static char dir[4096];
static struct mode mode;
static int fd;				/* of the writer */
static off_t at;			/* where it writes, unless it appends */
static struct op op[OPS];		/* still to be done by the rotator */
static size_t nop;
static char slot[SLOTS];		/* of numbers: 'p' plain, 'z' compressed, 0 none */
static unsigned day;			/* of dates */
static char packed_late[64];		/* plain file that delaycompress has yet to pack */
static struct buf pending;		/* rest of a line whose beginning is written */
static uint32_t nline;			/* lines begun */
static uint32_t pending_line;
static bool may_be_lost[LINES];
static bool losing;			/* what is written goes where no name leads */
static unsigned char seen[LINES];
static struct trail_mark *mark;
static size_t nmark;
static struct buf texts;		/* of the marks */
static unsigned ticks, runs, retries, deaths, lost, waits;

static bool
one_in(unsigned n)
{
	return rng_below(&r, n) == 0;
}

/* ---- the writer ---- */

/* Times of files grow from write to write, and are long ago. */
static void
touch(const char *name)
{
	struct timespec t[2];

	if (!mode.clock)
		return;
	(void)clock_gettime(CLOCK_REALTIME, &t[0]);
	t[0].tv_sec += -1000000 + 10 * (time_t)ticks++;
	t[1] = t[0];
	if (name != NULL)
		(void)utimensat(AT_FDCWD, name, t, 0);
	else
		(void)futimens(fd, t);
}

static void
open_log(void)
{
	fd = open("access.log", O_WRONLY | O_CREAT | O_CLOEXEC | (mode.append ? O_APPEND : 0), 0600);
	if (fd < 0)
		abort();
	at = lseek(fd, 0, SEEK_END);
	touch(NULL);
}

static void
put(const char *p, size_t n)
{
	ssize_t w = mode.append ? write(fd, p, n) : pwrite(fd, p, n, at);

	if (w != (ssize_t)n)
		abort();
	at += w;
	touch(NULL);
}

static void
finish_line(void)
{
	if (pending.n == 0)
		return;
	put(pending.p, pending.n);
	buf_clear(&pending);
	may_be_lost[pending_line] |= losing;
}

static void
write_lines(void)
{
	struct buf b;

	finish_line();
	buf_init(&b, SIZE_MAX);
	for (uint64_t n = 1 + rng_below(&r, 6); n > 0 && nline < LINES; n--) {
		size_t begin = b.n;

		buf_printf(&b, "#%u:", (unsigned)nline);
		for (uint64_t k = one_in(20) ? rng_below(&r, 6000) : rng_below(&r, 60); k > 0; k--)
			buf_c(&b, (char)('a' + rng_below(&r, 26)));
		buf_sv(&b, SV(";\n"));
		may_be_lost[nline] |= losing;
		if (n == 1 && one_in(3)) {
			size_t cut = begin + 1 + (size_t)rng_below(&r, b.n - begin - 1);

			buf_add(&pending, b.p + cut, b.n - cut);
			b.n = cut;
			pending_line = nline;
		}
		nline++;
	}
	put(b.p, b.n);
	buf_free(&b);
}

/* ---- the rotator ---- */

static void
slurp(const char *name, struct buf *b)
{
	int in = open(name, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	buf_clear(b);
	if (in < 0)
		abort();
	do {
		buf_room(b, 65536);
		n = read(in, b->p + b->n, 65536);
		b->n += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	close(in);
}

static void
spill(const char *name, const char *p, size_t n)
{
	FILE *f = fopen(name, "wb");

	if (f == NULL || (n != 0 && fwrite(p, 1, n, f) != n))
		abort();
	fclose(f);
}

static void
pack(const struct op *o, bool whole)
{
	static struct buf snap = { .max = SIZE_MAX };	/* as gzip has read it: what is written later is not in it */
	static char out[1 << 20];
	struct timespec t[2];
	struct stat st;
	size_t n = sizeof(out);

	if (!whole) {
		slurp(o->from, &snap);
		losing = mode.careless;
	}
	if (mode.zst) {
		n = ZSTD_compress(out, n, snap.p, snap.n, 1);
	} else {
		z_stream z = { .next_in = (Bytef *)snap.p, .avail_in = (uInt)snap.n,
			.next_out = (Bytef *)out, .avail_out = (uInt)n };

		deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
		deflate(&z, Z_FINISH);
		n -= z.avail_out;
		deflateEnd(&z);
	}
	if (stat(o->from, &st) != 0)
		abort();
	spill(o->to, out, whole ? n : (size_t)rng_below(&r, n));
	t[0] = t[1] = st.st_mtim;
	(void)utimensat(AT_FDCWD, o->to, t, 0);
}

static void
copy(const struct op *o, bool whole)
{
	struct buf b;

	buf_init(&b, SIZE_MAX);
	slurp(o->from, &b);
	spill(o->to, b.p, whole ? b.n : (size_t)rng_below(&r, b.n + 1));
	touch(o->to);
	losing = whole;
	if (whole && pending.n != 0)
		may_be_lost[pending_line] = true;	/* its end will be elsewhere */
	buf_free(&b);
}

static void
tell(void)
{
	finish_line();
	close(fd);
	open_log();
	losing = false;
}

static void
do_op(void)
{
	struct op o = op[0];

	memmove(op, op + 1, --nop * sizeof(*op));
	switch (o.what) {
	case RENAME:
		if (rename(o.from, o.to) != 0)
			abort();
		break;
	case CREATE:
		close(open("access.log", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
		touch("access.log");
		break;
	case TELL:
		tell();
		break;
	case COPY_PART:
	case COPY:
		copy(&o, o.what == COPY);
		break;
	case TRUNCATE:
		if (truncate("access.log", 0) != 0)
			abort();
		touch("access.log");
		losing = false;
		break;
	case PACK_PART:
	case PACK:
		pack(&o, o.what == PACK);
		break;
	case UNLINK:
		(void)unlink(o.from);
		break;
	}
}

static void
push(enum what what, const char *from, const char *to)
{
	if (nop == OPS)
		abort();
	op[nop].what = what;
	snprintf(op[nop].from, sizeof(op->from), "%s", from);
	snprintf(op[nop++].to, sizeof(op->to), "%s", to);
}

static char *
name_of(char *to, const char *stamp, bool packed)
{
	snprintf(to, 64, mode.extension ? "access%s.log%s" : "access.log%s%s", stamp,
	    !packed ? "" : mode.zst ? ".zst" : ".gz");
	return to;
}

static void
push_pack(const char *stamp)
{
	char from[64], to[64];

	name_of(from, stamp, false);
	name_of(to, stamp, true);
	push(PACK_PART, from, to);
	push(PACK, from, to);
	push(UNLINK, from, "");
}

/* The numbers move up: what was .1 is .2. */
static void
push_shift(void)
{
	char stamp[16], from[64], to[64];

	for (int i = SLOTS - 2; i > 0; i--) {
		if (slot[i] == 0)
			continue;
		snprintf(stamp, sizeof(stamp), ".%d", i);
		name_of(from, stamp, slot[i] == 'z');
		snprintf(stamp, sizeof(stamp), ".%d", i + 1);
		name_of(to, stamp, slot[i] == 'z');
		push(RENAME, from, to);
		slot[i + 1] = slot[i];
		slot[i] = 0;
	}
}

static void
begin_rotation(void)
{
	char stamp[32] = ".1", rotated[64];

	if (packed_late[0] != '\0') {
		push_pack(packed_late);
		if (!mode.dateext)
			slot[1] = 'z';
	}
	packed_late[0] = '\0';
	if (mode.dateext)
		snprintf(stamp, sizeof(stamp), "-%08u", 20260101 + day++);
	else
		push_shift();
	name_of(rotated, stamp, false);
	if (mode.copytruncate) {
		push(COPY_PART, "access.log", rotated);
		push(COPY, "access.log", rotated);
		push(TRUNCATE, "", "");
	} else {
		push(RENAME, "access.log", rotated);
		if (mode.create)
			push(CREATE, "", "");
		if (!mode.careless)
			push(TELL, "", "");
	}
	slot[1] = mode.dateext ? 0 : 'p';
	if (mode.compress && !mode.delay) {
		push_pack(stamp);
		slot[1] = mode.dateext ? 0 : 'z';
	}
	if (mode.compress && mode.delay)
		snprintf(packed_late, sizeof(packed_late), "%s", stamp);
	if (mode.careless && !mode.copytruncate)
		push(TELL, "", "");
}

/* The world goes on. */
static void
tick(void)
{
	if (one_in(2) && nline < LINES - 8)
		write_lines();
	else if (nop != 0)
		do_op();
	else if (one_in(4) && day < 30 && slot[SLOTS - 3] == 0)
		begin_rotation();
}

static void
ticks_between(void)
{
	while (one_in(3))
		tick();
}

/* ---- the reader ---- */

static void
take_lines(const struct block *b, unsigned char *count)
{
	for (size_t i = 0, end; i < b->n; i = end + 1) {
		char *stop;
		unsigned long id;

		end = i + sv_find((struct sv){ b->p + i, b->n - i }, '\n');
		while (i < end && b->p[i] == '\0')
			i++;
		if (b->p[i] != '#' || end - i < 3 || b->p[end - 1] != ';')
			continue;	/* a part of one that was cut by the rotator */
		id = strtoul(b->p + i + 1, &stop, 10);
		if (*stop == ':' && id < LINES)
			count[id]++;
	}
}

static void
read_plan(struct in *in, unsigned char *count, bool quiet)
{
	struct block b = { 0 };
	struct err e = { 0 };
	bool claim = one_in(2), first = true;
	enum rc rc;

	do {
		rc = claim && !first ? in_claim(in, &b, &e) : in_next(in, &b, &e);
		if (rc == RC_OK && b.from != NULL)
			rc = in_fetch(in, &b, &e);
		first = false;
		T_QUIET(rc == RC_OK || rc == RC_END, "reads: %s", e.msg);
		if (rc == RC_OK)
			take_lines(&b, count);
		if (!quiet && one_in(8))
			ticks_between();
	} while (rc == RC_OK);
	in_block_free(&b);
}

static void
save(const struct trail *t)
{
	struct trail_mark *old = mark;

	buf_clear(&texts);
	buf_room(&texts, 1 << 20);
	nmark = trail_marks(t);
	mark = mem_array(NULL, nmark + 1, sizeof(*mark));
	mem_free(old);
	for (size_t i = 0; i < nmark; i++) {
		mark[i] = *trail_mark(t, i);
		mark[i].log = texts.p + texts.n;
		buf_add(&texts, trail_mark(t, i)->log, strlen(trail_mark(t, i)->log) + 1);
		mark[i].path = texts.p + texts.n;
		buf_add(&texts, trail_mark(t, i)->path, strlen(trail_mark(t, i)->path) + 1);
	}
}

/* One run; false when its files were truncated or moved meanwhile, and nothing counts. */
static bool
run(bool quiet)
{
	static const char *const operand[] = { "access.log" };
	static unsigned char count[LINES];
	struct trail *t = trail_new(0);
	struct err e = { 0 };
	struct in *in = NULL;
	enum rc rc;

	memset(count, 0, sizeof(count));
	for (size_t i = 0; i < nmark; i++)
		trail_add(t, &mark[i]);
	rc = trail_find(t, operand, 1, &e);
	T_QUIET(rc == RC_OK, "finds: %s", e.msg);
	if (!quiet)
		ticks_between();
	if (rc == RC_OK && trail_plan(t)->n != 0) {
		struct in_cfg cfg = { .path = trail_plan(t)->path, .part = trail_plan(t)->part,
			.n = trail_plan(t)->n, .read_size = 1 + (size_t)rng_below(&r, 900) };

		rc = in_open(&in, &cfg, &e);
		T_QUIET(rc == RC_OK, "opens: %s", e.msg);
		if (rc == RC_OK)
			read_plan(in, count, quiet);
	}
	if (!quiet)
		ticks_between();
	rc = rc == RC_OK ? trail_settle(t, in, &e) : rc;
	runs++;
	retries += rc != RC_OK;
	T_QUIET(rc == RC_OK || (!quiet && rc == RC_IO), "settles: %s", e.msg);
	if (rc == RC_OK && one_in(8) && !quiet) {
		deaths++;	/* before its place was saved: as if it had not been */
	} else if (rc == RC_OK) {
		for (size_t i = 0; i < LINES; i++)
			seen[i] = (unsigned char)(seen[i] + count[i]);
		save(t);
	}
	waits += trail_plan(t)->nleft != 0;
	in_close(in);
	trail_free(t);
	return rc == RC_OK;
}

/* ---- rounds ---- */

static void
clean(void)
{
	DIR *d = opendir(".");
	const struct dirent *x;

	while (d != NULL && (x = readdir(d)) != NULL)
		if (x->d_name[0] != '.')
			(void)unlink(x->d_name);
	if (d != NULL)
		closedir(d);
}

static void
draw_mode(void)
{
	mode = (struct mode){ .copytruncate = one_in(2), .dateext = one_in(2),
		.extension = one_in(3), .compress = !one_in(3), .delay = one_in(2),
		.zst = one_in(4), .create = !one_in(4), .clock = !one_in(4) };
	mode.append = !mode.copytruncate || one_in(2);
	mode.careless = !mode.copytruncate && mode.compress && !mode.delay && one_in(2);
	memset(may_be_lost, 0, sizeof(may_be_lost));
	memset(seen, 0, sizeof(seen));
	memset(slot, 0, sizeof(slot));
	nline = day = ticks = 0;
	nop = nmark = 0;
	losing = false;
	packed_late[0] = '\0';
	buf_clear(&pending);
}

static void
say_mode(int round)
{
	printf("# round %d:%s%s%s%s%s%s%s%s%s%s\n", round, mode.copytruncate ? " copytruncate" : "",
	    mode.append ? " append" : "", mode.dateext ? " dateext" : "",
	    mode.extension ? " extension" : "", mode.compress ? " compress" : "",
	    mode.delay ? " delay" : "", mode.zst ? " zst" : "", mode.create ? " create" : "",
	    mode.careless ? " careless" : "", mode.clock ? " clock" : "");
}

static void
one_round(int round)
{
	bool sound = true;

	clean();
	draw_mode();
	open_log();
	(void)run(true);	/* the log is known from here on */
	for (int i = 0; i < STEPS; i++) {
		tick();
		if (one_in(3))
			(void)run(false);
	}
	while (nop != 0)
		do_op();
	finish_line();
	close(fd);
	(void)run(true);
	(void)run(true);
	for (uint32_t i = 0; i < nline; i++) {
		lost += seen[i] == 0;
		if (seen[i] != 1 && !(may_be_lost[i] && seen[i] == 0)) {
			printf("# line %u of %u: read %u times\n", (unsigned)i, (unsigned)nline,
			    (unsigned)seen[i]);
			sound = false;
		}
	}
	if (!sound)
		say_mode(round);
	T_QUIET(sound, "round %d: each line once", round);
}

static void
draw_rounds(void)
{
	for (int i = 0; i < T_ROUNDS(ROUNDS); i++)
		one_round(i);
	T_OK(runs > 0, "%u runs, %u of them to be run again and %u dead, under %d rotators: no line "
	    "twice, %u lost by the rotator", runs, retries, deaths, T_ROUNDS(ROUNDS), lost);
}

int
main(void)
{
	rng_init(&r, t_seed());
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-trail")) == NULL || chdir(dir) != 0)
		return 2;
	buf_init(&pending, SIZE_MAX);
	buf_init(&texts, SIZE_MAX);
	draw_rounds();
	clean();
	(void)rmdir(dir);
	buf_free(&pending);
	buf_free(&texts);
	mem_free(mark);
	return t_done();
}
