/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * out: what reaches the file, and what happens when it cannot
 */
#include "../t.h"

#include "base/mem.h"
#include "io/out.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[4096];

static const char *
in_dir(const char *name)
{
	static char path[4][4200];
	static unsigned turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof path[0], "%s/%s", dir, name);
	return p;
}

static void
put(const char *path, const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");

	fputs(text, f);
	fclose(f);
	chmod(path, mode);
}

static bool
holds(const char *path, const char *want)
{
	char got[256];
	FILE *f = fopen(path, "r");
	size_t n;

	if (f == NULL)
		return false;
	n = fread(got, 1, sizeof got - 1, f);
	got[n] = '\0';
	fclose(f);
	return strcmp(got, want) == 0;
}

/* Names in the directory, removed when @clean: temporary files must not stay. */
static unsigned
list(bool clean)
{
	DIR *d = opendir(dir);
	const struct dirent *e;
	unsigned n = 0;

	while ((e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		n++;
		if (clean)
			unlinkat(dirfd(d), e->d_name, 0);
	}
	closedir(d);
	return n;
}

static unsigned
names(void)
{
	return list(false);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static enum rc
write_text(const char *path, const char *text, struct err *e)
{
	struct out *o;
	enum rc rc = out_open(&o, path, e);

	if (rc != RC_OK)
		return rc;
	out_sv(o, sv_of(text));
	return out_close(o, e);
}

static void
test_files(void)
{
	struct err e = { 0 };
	struct out *o;
	struct stat st;
	const char *f = in_dir("f"), *link = in_dir("link");

	umask(027);
	T_OK(write_text(f, "one\n", &e) == RC_OK && holds(f, "one\n"), "a new file");
	T_OK(mode_of(f) == 0640, "has the mode of any new file");
	chmod(f, 0604);
	T_OK(write_text(f, "two\n", &e) == RC_OK && holds(f, "two\n"), "an old one is replaced");
	T_OK(mode_of(f) == 0604, "and keeps its mode");
	T_OK(out_open(&o, f, &e) == RC_OK && !out_tty(o), "opened");
	out_sv(o, SV("three\n"));
	out_flush(o);
	T_OK(holds(f, "two\n"), "until the end the old content is there");
	out_abort(o);
	T_OK(holds(f, "two\n") && names() == 1, "and after an abort; nothing else stays");
	out_abort(NULL);

	T_OK(symlink("f", link) == 0 && write_text(link, "four\n", &e) == RC_OK, "through a link");
	T_OK(holds(f, "four\n") && lstat(link, &st) == 0 && S_ISLNK(st.st_mode),
	    "the target is replaced");
	unlink(link);
	T_OK(symlink("new", link) == 0 && write_text(link, "five\n", &e) == RC_OK &&
		 holds(in_dir("new"), "five\n"),
	    "through a link to nothing");
	unlink(link);
	T_OK(symlink("link", link) == 0 && write_text(link, "x", &e) == RC_IO, "a link to itself");
	T_OK(strstr(e.msg, strerror(ELOOP)) != NULL, "is told: %s", e.msg);
	T_OK(write_text(in_dir("empty"), "", &e) == RC_OK && holds(in_dir("empty"), ""),
	    "an empty file");
	T_OK(chdir(dir) == 0 && write_text("here", "x\n", &e) == RC_OK && holds("here", "x\n"),
	    "a name without a directory");
	T_OK(names() == 5, "no temporary files stay");
}

static void
test_refused(void)
{
	struct err e = { 0 };
	char want[sizeof(dir) + 32];

	snprintf(want, sizeof want, "%s: Is a directory", dir);
	T_OK(write_text(dir, "x", &e) == RC_IO, "a directory");
	T_STR(e.msg, want, "is told");
	T_OK(write_text(in_dir("no/such"), "x", &e) == RC_IO, "no such directory");
	snprintf(want, sizeof want, "%s: cannot make a temporary file beside it: %s",
	    in_dir("no/such"), strerror(ENOENT));
	T_STR(e.msg, want, "is told");
	if (geteuid() != 0) {
		put(in_dir("ro"), "x\n", 0444);
		T_OK(write_text(in_dir("ro"), "y\n", &e) == RC_IO && holds(in_dir("ro"), "x\n"),
		    "a file that is not ours to write");
		unlink(in_dir("ro"));
	}
}

static void
test_full(void)
{
	struct err e = { 0 };
	struct out *o;
	struct stat st;
	char line[1000];

	memset(line, 'x', sizeof line);
	T_OK(write_text("/dev/full", "x", &e) == RC_IO, "/dev/full, at close");
	T_STR(e.msg, "/dev/full: write error: No space left on device", "is told");
	T_OK(stat("/dev/full", &st) == 0 && S_ISCHR(st.st_mode), "and is still a device");
	T_OK(out_open(&o, "/dev/full", &e) == RC_OK, "/dev/full opens");
	for (int i = 0; i < 1000 && !out_failed(o); i++)
		out_sv(o, (struct sv){ line, sizeof line });
	T_OK(out_failed(o), "a failure shows before the end");
	out_sv(o, SV("more"));
	out_flush(o);
	T_OK(out_close(o, &e) == RC_IO && strstr(e.msg, "No space") != NULL, "and latches");
	T_OK(write_text("/dev/null", "x", &e) == RC_OK, "/dev/null");
}

/* A file system that is full: the old file stays, the temporary one goes. */
static void
test_limit(void)
{
	struct err e = { 0 };
	struct rlimit old, few = { 5000, 5000 };
	static char many[10000];
	struct out *o;
	enum rc rc;
	const char *f = in_dir("f");

	put(f, "old\n", 0644);
	memset(many, 'x', sizeof many);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	few.rlim_max = old.rlim_max;
	T_OK(out_open(&o, f, &e) == RC_OK, "opened");
	setrlimit(RLIMIT_FSIZE, &few);
	out_sv(o, (struct sv){ many, sizeof many });
	rc = out_close(o, &e);
	setrlimit(RLIMIT_FSIZE, &old);
	T_OK(rc == RC_IO && strstr(e.msg, strerror(EFBIG)) != NULL, "no room: %s", e.msg);
	T_OK(holds(f, "old\n") && names() == 5, "the old file is untouched, nothing else stays");
}

/* Runs @body with @fd as standard output; its exit status. */
static int
child(int fd, int (*body)(void))
{
	pid_t pid;
	int status = 0;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		if (fd < 0)
			close(STDOUT_FILENO);
		else
			dup2(fd, STDOUT_FILENO);
		_exit(body());
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int
write_std(void)
{
	struct err e = { 0 };
	struct out *o;

	if (out_open(&o, "-", &e) != RC_OK)
		return strcmp(e.msg, "write error: Bad file descriptor") == 0 ? 2 : 9;
	out_sv(o, SV("hello\n"));
	if (out_close(o, &e) == RC_OK)
		return 0;
	return strcmp(e.msg, "write error: No space left on device") == 0 ? 3
	       : strcmp(e.msg, "write error: Broken pipe") == 0           ? 4
									  : 9;
}

static int
write_named(void)
{
	struct err e;

	return write_text("/dev/stdout", "named\n", &e) == RC_OK ? 0 : 9;
}

/* 1 MB in odd portions. */
static int
write_much(void)
{
	struct err e = { 0 };
	struct out *o;
	static char text[300000];
	size_t at = 0;

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + i % 23);
	if (out_open(&o, NULL, &e) != RC_OK)
		return 9;
	for (size_t n = 1; at < sizeof text; n = n * 3 + 1) {
		size_t part = n < sizeof text - at ? n : sizeof text - at;

		out_sv(o, (struct sv){ text + at, part });
		at += part;
	}
	out_sv(o, (struct sv){ text, sizeof text });
	return out_close(o, &e) == RC_OK ? 0 : 9;
}

static void
test_std(void)
{
	int p[2], fd;
	size_t got = 0;
	bool same = true;
	static char text[8192];
	ssize_t n;
	pid_t pid;

	T_OK(child(-1, write_std) == 2, "a closed standard output is an error");
	fd = open("/dev/null", O_RDONLY);
	T_OK(child(fd, write_std) == 2, "one open for reading too");
	close(fd);
	fd = open("/dev/full", O_WRONLY);
	T_OK(child(fd, write_std) == 3, "a full device as standard output");
	close(fd);
	fd = open(in_dir("std"), O_WRONLY | O_CREAT | O_APPEND, 0644);
	T_OK(child(fd, write_std) == 0 && child(fd, write_named) == 0 &&
		 holds(in_dir("std"), "hello\nnamed\n"),
	    "a file as standard output, by its name too, is appended to");
	close(fd);
	T_OK(pipe(p) == 0, "a pipe");
	close(p[0]);
	signal(SIGPIPE, SIG_IGN);
	T_OK(child(p[1], write_std) == 4, "whose reader has gone");
	signal(SIGPIPE, SIG_DFL);
	T_OK(child(p[1], write_std) == 128 + SIGPIPE, "which ends the process when it may");
	close(p[1]);

	/* Non-blocking, small, and read slowly: EAGAIN and short writes. */
	T_OK(pipe(p) == 0 && fcntl(p[1], F_SETFL, O_NONBLOCK) == 0, "a pipe that does not block");
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(p[0]);
		dup2(p[1], STDOUT_FILENO);
		_exit(write_much());
	}
	close(p[1]);
	while ((n = read(p[0], text, sizeof text)) > 0)
		for (ssize_t i = 0; i < n; i++, got++)
			same = same && text[i] == (char)('a' + got % 300000 % 23);
	waitpid(pid, &fd, 0);
	T_OK(WIFEXITED(fd) && WEXITSTATUS(fd) == 0 && got == 600000 && same,
	    "everything comes, in order");
	close(p[0]);
}

/* A fifo is written in place. */
static void
test_fifo(void)
{
	struct err e = { 0 };
	const char *f = in_dir("fifo");
	char got[16] = "";
	struct stat st;
	int fd, status;
	pid_t pid;

	T_OK(mkfifo(f, 0600) == 0, "a fifo");
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		_exit(write_text(f, "through\n", &e) == RC_OK ? 0 : 9);
	fd = open(f, O_RDONLY);
	T_OK(read(fd, got, sizeof got - 1) == 8 && strcmp(got, "through\n") == 0,
	    "is written through");
	close(fd);
	waitpid(pid, &status, 0);
	T_OK(
	    WEXITSTATUS(status) == 0 && stat(f, &st) == 0 && S_ISFIFO(st.st_mode), "and stays one");
}

/* What killed processes have left of a file goes, and nothing else that has a like name. */
static void
test_tidy(void)
{
	static const char *const left[] = { "day.0123abcd.tmp", "day.ffffffff.tmp" };
	static const char *const stay[] = { "day", "day.tmp", "day.0123abcg.tmp", "day.0123abcde.tmp",
		"day.0123abcd.tmp2", "xday.0123abcd.tmp", "day2.0123abcd.tmp", "day.0123ABCD.tmp" };
	char name[200], path[4300];
	unsigned before;

	list(true);
	for (size_t i = 0; i < 2; i++)
		put(in_dir(left[i]), "", 0644);
	for (size_t i = 0; i < 8; i++)
		put(in_dir(stay[i]), "", 0644);
	out_tidy(in_dir("day"));
	T_OK(names() == 8 && access(in_dir(left[0]), F_OK) != 0 &&
	    access(in_dir(left[1]), F_OK) != 0, "what was left goes, what has another name stays");
	out_tidy(in_dir("none/day"));
	T_OK(names() == 8, "where there is no folder nothing is to be done");

	/* Shortened names could be those of another file. */
	memset(name, 'n', 120);
	snprintf(name + 107, sizeof name - 107, ".0123abcd.tmp");
	put(in_dir(name), "", 0644);
	before = names();
	memset(name, 'n', 120);
	snprintf(path, sizeof path, "%s", in_dir(name));
	out_tidy(path);
	T_OK(names() == before, "of long names nothing goes");

	if (chdir(dir) != 0)
		return;
	put(left[0], "", 0644);
	out_tidy("day");
	T_OK(names() == before, "in the folder where we are");
}

int
main(void)
{
	if (mkdtemp(t_temporary(dir, sizeof(dir), "cx-out")) == NULL)
		return 1;
	test_files();
	test_refused();
	test_full();
	test_limit();
	test_std();
	test_fifo();
	test_tidy();
	list(true);
	rmdir(dir);
	return t_done();
}
