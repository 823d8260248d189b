# SPDX-License-Identifier: GPL-3.0-or-later
#
# group_seq - bounds and power at fractions drawn at random, by integrals over all looks at once
#
#     Rscript tests/oracle/group_seq.R
#
# tests/unit/group_seq.c has them.  Miwa's algorithm integrates the multivariate normal without
# drawing, to 1e-6 or better here.
library(mvtnorm)
set.seed(7)

covers <- function(t, b, theta) {
	k <- length(t)
	corr <- outer(1:k, 1:k, function(i, j) sqrt(pmin(t[i], t[j]) / pmax(t[i], t[j])))
	p <- function(lo, hi) if (length(lo) == 1) pnorm(hi) - pnorm(lo) else
		as.numeric(pmvnorm(lo, hi, corr = corr, algorithm = Miwa(steps = 4097)))
	p(-b - theta * sqrt(t), b - theta * sqrt(t))
}

for (row in list(list("OBF", 0), list("POCOCK", 0), list("POWER", 1.4), list("HSD", -2.5),
    list("HSD", 3))) {
	t <- c(sort(round(runif(3, 0.1, 0.95), 3)), 1)
	spent <- switch(row[[1]], OBF = 4 - 4 * pnorm(qnorm(1 - 0.05 / 4) / sqrt(t)),
	    POCOCK = 0.05 * log(1 + (exp(1) - 1) * t), POWER = 0.05 * t^row[[2]],
	    HSD = 0.05 * (1 - exp(-row[[2]] * t)) / (1 - exp(-row[[2]])))
	b <- numeric(0)
	for (k in seq_along(t))
		b[k] <- uniroot(function(x) covers(t[1:k], c(b, x), 0) - (1 - spent[k]), c(0.5, 12),
		    tol = 1e-9)$root
	cat(row[[1]], row[[2]], format(t), sprintf("%.6f", b),
	    sprintf("%.7f", 1 - covers(t, b, 2.5)), "\n")
}
