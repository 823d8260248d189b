/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * place - the same file under other names, descriptors, and which pairs would do harm
 */
#define _XOPEN_SOURCE 700	/* mkdtemp */

#include "../t.h"

#include "base/mem.h"
#include "io/place.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What place_clash says of two, "" when they are fine. */
static const char *
clash(const char *a, enum place_use ua, const char *b, enum place_use ub)
{
	static char said[2][512];
	struct place_file p[2] = { { "A", a, -1, ua }, { "B", b, -1, ub } };
	struct err e = { 0 };
	enum rc rc = place_clash(p, 2, &e);

	snprintf(said[0], sizeof(said[0]), "%s", rc == RC_OK ? "" : e.msg);
	/* Whoever comes first, the answer is the same. */
	p[0] = (struct place_file){ "B", b, -1, ub };
	p[1] = (struct place_file){ "A", a, -1, ua };
	T_QUIET(place_clash(p, 2, &e) == rc, "%s, %s the other way round", a, b);
	return said[0];
}

static void
test_pairs(void)
{
	const char *one = "A and B are one file: 'f'";
	int fd = open("f", O_WRONLY | O_APPEND);
	char path[32];

	T_STR(clash("f", PLACE_INPUT, "f", PLACE_INPUT), "", "two inputs");
	T_STR(clash("f", PLACE_READ, "f", PLACE_INPUT), "", "a list that is an input too");
	T_STR(clash("f", PLACE_INPUT, "f", PLACE_OUTPUT), "", "edited in place");
	T_STR(clash("f", PLACE_READ, "f", PLACE_OUTPUT), one, "a specification under -o");
	T_STR(clash("f", PLACE_INPUT, "f", PLACE_WRITTEN), one, "an input under --rejects");
	T_STR(clash("f", PLACE_OUTPUT, "f", PLACE_WRITTEN), one, "two outputs");
	T_STR(clash("f", PLACE_WRITTEN, "g", PLACE_WRITTEN), "", "two files");
	T_STR(clash("link", PLACE_INPUT, "f", PLACE_WRITTEN), one, "by a link");
	T_STR(clash("hard", PLACE_INPUT, "f", PLACE_WRITTEN), one, "by another name");
	T_STR(clash("d/../f", PLACE_INPUT, "f", PLACE_WRITTEN), one, "by another way");
	T_STR(clash("new", PLACE_OUTPUT, "d/../new", PLACE_WRITTEN),
	    "A and B are one file: 'd/../new'", "one that is not there yet");
	T_STR(clash("new", PLACE_OUTPUT, "d/new", PLACE_WRITTEN), "", "in two folders");
	T_STR(clash("to_new", PLACE_OUTPUT, "new", PLACE_WRITTEN), "A and B are one file: 'new'",
	    "by a link to where nothing is");
	T_STR(clash("nowhere/x", PLACE_OUTPUT, "nowhere/x", PLACE_WRITTEN), "",
	    "no folder: opening them tells");
	T_STR(clash("/dev/null", PLACE_OUTPUT, "/dev/null", PLACE_WRITTEN), "", "no file at all");
	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	T_STR(clash(path, PLACE_OUTPUT, path, PLACE_WRITTEN), "", "two through one descriptor");
	T_STR(clash(path, PLACE_OUTPUT, "f", PLACE_WRITTEN), one, "one of them in its place");
	T_STR(clash(path, PLACE_OUTPUT, "f", PLACE_INPUT), one, "appended to what is read");
	close(fd);
}

static void
test_fd(void)
{
	char path[64];

	T_OK(place_fd("/dev/fd/7") == 7 && place_fd("/dev/stderr") == 2 &&
	    place_fd("/dev/stdout") == 1, "our descriptors, open or not");
	T_OK(place_fd("stderr") == 2, "by a link of one's own");
	T_OK(place_fd("f") == PLACE_NO_FD && place_fd("none/7") == PLACE_NO_FD &&
	    place_fd("7") == PLACE_NO_FD && place_fd("") == PLACE_NO_FD &&
	    place_fd("/dev/fd/") == PLACE_NO_FD && place_fd("/dev/fd/7x") == PLACE_NO_FD,
	    "files");
	snprintf(path, sizeof(path), "/proc/%ld/fd/1", (long)getppid());
	if (access(path, F_OK) == 0)
		T_OK(place_fd(path) == PLACE_FOREIGN_FD, "of another process");
	else
		T_OK(true, "of another process # SKIP no /proc");
}

static void
test_follow(void)
{
	char *s = place_follow("to_new");

	T_STR(s, "new", "a link to where nothing is");
	mem_free(s);
	errno = 0;
	s = place_follow("loop");
	T_OK(s == NULL && errno == ELOOP, "a circle");
}

int
main(void)
{
	char dir[4096];
	bool made = mkdtemp(t_temporary(dir, sizeof(dir), "cx-place")) != NULL && chdir(dir) == 0 && mkdir("d", 0777) == 0 &&
	    close(open("f", O_CREAT | O_WRONLY, 0666)) == 0 &&
	    close(open("g", O_CREAT | O_WRONLY, 0666)) == 0 && symlink("f", "link") == 0 &&
	    link("f", "hard") == 0 && symlink("new", "to_new") == 0 &&
	    symlink("loop", "loop") == 0 && symlink("/dev/stderr", "stderr") == 0;
	if (T_OK(made, "files to name")) {
		test_pairs();
		test_fd();
		test_follow();
	}
	for (size_t i = 0; i < 7; i++)
		(void)unlink((const char *[]){ "f", "g", "link", "hard", "to_new", "loop",
		    "stderr" }[i]);
	(void)rmdir("d");
	if (chdir("/") == 0)
		(void)rmdir(dir);
	return t_done();
}
