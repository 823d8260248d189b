/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * without - a registry_row that leaves rows out, in place of the library's
 */
#ifndef CX_TESTS_WITHOUT_H
#define CX_TESTS_WITHOUT_H

/** without - from now on no registry of @what has a row @name; NULL: all rows are there */
void without(const char *what, const char *name);

/** without_half - likewise every row whose name is of @half: 0 or 1 */
void without_half(const char *what, unsigned half);

/** without_half_of - the half that @name is of; the same name of two registries is of one */
unsigned without_half_of(const char *name);

#endif
