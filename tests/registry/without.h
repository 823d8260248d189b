/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * without - a registry_row that leaves out one row, in place of the library's
 */
#ifndef CX_TESTS_WITHOUT_H
#define CX_TESTS_WITHOUT_H

/** without - from now on no registry of @what has a row @name; NULL: all rows are there */
void without(const char *what, const char *name);

#endif
