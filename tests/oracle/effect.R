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

# Slopes over all arms, the difference less what covariates explain, and a ratio likewise.
i <- 0:59
x1 <- (i * 37) %% 101
x2 <- (i * i * 13) %% 97
arm <- i %% 2
y <- 5 + 2 * arm + x1 / 10 - x2 / 20 + (i * 59) %% 7
s <- cov(cbind(y, x1, x2))
theta <- solve(s[2:3, 2:3], s[2:3, 1])
r <- y - cbind(x1, x2) %*% theta
error <- function(r) sqrt(var(r[arm == 1]) / 30 + var(r[arm == 0]) / 30)
show("theta", theta)
show("adjusted", c(mean(r[arm == 1]) - mean(r[arm == 0]), error(r)))
linear <- function(a, b) (a - mean(a) / mean(b) * b) / mean(b)
theta <- cov(linear(y, x1), linear(x1 + x2, x2)) / var(linear(x1 + x2, x2))
of <- function(k) {
	a <- arm == k
	c(mean(y[a]) / mean(x1[a]) - theta * mean((x1 + x2)[a]) / mean(x2[a]),
	    var(linear(y[a], x1[a]) - theta * linear((x1 + x2)[a], x2[a])) / sum(a))
}
show("ratio", c(of(1)[1] - of(0)[1], sqrt(of(1)[2] + of(0)[2])))

# Dunnett by one integral (mvtnorm agrees to its own 1e-8), BH, Beta.
show("BH", p.adjust(c(.898, .138, .007, .964, .538, .006, .138), "BH"))
dunnett <- function(z, l)
	2 * integrate(function(u) dnorm(u) * (1 - Reduce(`*`, lapply(l, function(a)
	    1 - pnorm((z - a * u) / sqrt(1 - a^2), lower.tail = FALSE) -
	        pnorm((z + a * u) / sqrt(1 - a^2), lower.tail = FALSE)))), 0, z + 9,
	    rel.tol = 1e-12, subdivisions = 1000)$value
show("dunnett", c(dunnett(2.2, rep(sqrt(.5), 5)), dunnett(1, c(.3, .8, .6)),
    dunnett(4, c(.3, .8, .6))))
show("beta", c(integrate(function(x) dbeta(x, 52, 50) * pbeta(x, 50, 52), 0, 1,
    rel.tol = 1e-12)$value, integrate(function(x) dbeta(x, 3, 1000) * pbeta(x, 1, 900), 0, 1,
    rel.tol = 1e-13)$value))

# Contrasts of three factors; with sandwich and metafor (r-cran-*), when they are there.
d <- expand.grid(a = 0:1, b = 0:1, c = 0:1, i = 1:7)
d$y <- ((d$i * 37 + d$a * 11 + d$b * 5 + d$c * 23 + d$a * d$b * 3) %% 17) + 2 * d$a - d$b
l <- lm(y ~ a * b * c, data = transform(d, a = a - .5, b = b - .5, c = c - .5))
show("contrasts", coef(l))
if (requireNamespace("sandwich", quietly = TRUE))
	show("hc2", sqrt(diag(sandwich::vcovHC(l, "HC2"))))
y <- c(.041, .012, -.008, .023, .031, -.015, .005, .018)
s <- c(.012, .009, .011, .02, .013, .008, .006, .015)
if (requireNamespace("metafor", quietly = TRUE)) {
	m <- metafor::rma(y, s^2, method = "REML", control = list(threshold = 1e-14, maxiter = 1e4))
	show("reml", c(m$tau2, m$b, m$se, m$QE, m$QEp))
	show("blup", metafor::blup(m)$pred)
	show("blup error", metafor::blup(m)$se)
	show("without spread", metafor::rma(y, (5 * s)^2, method = "REML")$b)
}
