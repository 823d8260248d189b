/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pareto - the integral in the Pareto/NBD model: he left unseen, some time after t_x
 *
 *     G = integral from t_x to T of ((A + y) / (A + t_x))^-k ((B + y) / (B + t_x))^-(s + 1) dy
 *
 * with A = alpha, B = beta, k = r + x.  As a hypergeometric function it has to be the
 * difference of two that are nearly equal, and its derivatives are worse; as an integral over
 * u = ln(min(A, B) + y) it is a smooth positive function summed, and so are the derivatives.
 *
 * Pure functions.
 */
#ifndef CX_PREDICT_PARETO_H
#define CX_PREDICT_PARETO_H

struct pareto_at {
	double k;		/* r + x */
	double alpha;
	double s;
	double beta;
};

struct pareto_mean {		/* under the integrand as a density */
	double ln_g;		/* ln G; -inf where T is t_x */
	double ln_alpha;	/* mean of ln(alpha + y), 1 / (alpha + y), and so on */
	double inv_alpha;
	double ln_beta;
	double inv_beta;
};

/**
 * pareto_integral - G and the means
 *
 * Accuracy: 1e-13 relative.
 * Cost:     8, 12 or 24 points, by how steep it is; each an exponential or two and a logarithm.
 * Source:   Gauss-Legendre quadrature: Abramowitz, Stegun, 25.4.30.
 */
void pareto_integral(const struct pareto_at *p, double t_x, double T, struct pareto_mean *m);

#endif
