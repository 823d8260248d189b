/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * nothing - what a start takes of a program that does nothing
 *
 * scripts/bench links it once more, with the shared libraries of a filter.
 */
int
main(void)
{
	return 0;
}
