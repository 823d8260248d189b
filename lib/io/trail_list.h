/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * trail_list - folders, and which of the names in them are whose: the files of the logs
 *
 * A folder is read again, with all that was seen of it, when names in it have changed
 * meanwhile: rotation moves several.
 */
#ifndef CX_IO_TRAIL_LIST_H
#define CX_IO_TRAIL_LIST_H

#include "base/arena.h"
#include "base/hmap.h"
#include "io/trail_match.h"

struct trail_folder;
struct trail_spot;

struct trail_list {
	struct arena         arena;
	struct trail_folder *folder;
	size_t               nfolder;
	struct trail_spot   *spot;
	size_t               nspot;
	struct trail_log    *log;	/* in the order of the operands */
	size_t               nlog;
	size_t               max_window;	/* of compressed files */
	struct trail_file   *file;
	size_t               nfile;
	struct hmap          inode;	/* of files that are listed */
	int                  failed;	/* errno of a file that could not be looked up; 0 none */
};

/** trail_list_init - nothing known; trail_list_free */
void trail_list_init(struct trail_list *l);

/**
 * trail_list_logs - the logs that @n operands are of
 * @known: marks; they tell which logs are known, and where files of theirs lie elsewhere
 *
 * Returns: RC_OK; RC_USAGE; RC_IO as trail_find.
 */
MUST_USE enum rc trail_list_logs(struct trail_list *l, const char *const *operand, size_t n,
    const struct trail_known *known, size_t nknown, struct err *e);

/** trail_list_files - the files of the logs, each once, by stat(2) alone; RC_OK, RC_IO */
MUST_USE enum rc trail_list_files(struct trail_list *l, struct err *e);

/** trail_list_moved - whether names have changed since trail_list_files began */
bool trail_list_moved(const struct trail_list *l);

/** trail_list_free - close all files */
void trail_list_free(struct trail_list *l);

#endif
