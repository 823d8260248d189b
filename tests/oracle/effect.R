# SPDX-License-Identifier: GPL-3.0-or-later
#
# effect.R - what R says of tails and comparisons, the figures in tests/unit/effect.c
#
#     Rscript tests/oracle/effect.R

show <- function(name, v) cat(name, sprintf("%.15g", v), "\n")

for (x in list(c(2.324, 5841.742), c(1.5, 3), c(0.1, 1), c(8, 50), c(40, 1e5), c(45, 1e9),
	c(300, 1e7), c(1e10, 4.5), c(22, Inf), c(60, Inf), c(20, 1e12)))
	show("t", c(x, 2 * pt(-x[1], x[2]), (pt(-x[1], x[2], log.p = TRUE) + log(2)) / log(10)))
for (x in list(c(18.18, 1), c(5000, 1), c(3.2, 2), c(1e5, 7), c(100, 100), c(.01, 3),
	c(1e5, 99990)))
	show("chisq", c(x, pchisq(x[1], x[2], lower.tail = FALSE),
	    pchisq(x[1], x[2], lower.tail = FALSE, log.p = TRUE) / log(10)))
