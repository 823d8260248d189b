#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# logit.py - what scikit-learn makes of the CDNOW rows: the figures of tests/unit/predict.c
#
#     python3 -m venv v && v/bin/pip install scikit-learn
#     v/bin/python tests/oracle/logit.py
#
# Who buys in the second half, from x, t_x and T of the first: ridge 1 and 0, standardised
# features.  The variance of the area under the curve is DeLong's, by its definition.
import csv
import os
import sys

try:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
except ImportError:
    print("1..0 # skip no scikit-learn")
    sys.exit(0)

here = os.path.dirname(os.path.abspath(__file__))
rows = list(csv.DictReader(open(os.path.join(here, "../data/users/cdnow_rows.csv"))))
n = np.array([int(r["n"]) for r in rows])
X = np.repeat(np.array([[float(r[k]) for k in ("x", "t_x", "T")] for r in rows]), n, axis=0)
y = np.repeat(np.array([int(r["later"]) > 0 for r in rows], dtype=float), n)
mean, sd = X.mean(axis=0), X.std(axis=0)
Z = (X - mean) / sd


def delong(p, y):
    a, b = p[y == 1], p[y == 0]
    right = (a[:, None] > b[None, :]) + 0.5 * (a[:, None] == b[None, :])
    v10, v01 = right.mean(axis=1), right.mean(axis=0)
    return np.sqrt(v10.var(ddof=1) / len(a) + v01.var(ddof=1) / len(b))


for ridge in (1.0, 0.0):
    m = LogisticRegression(C=np.inf if ridge == 0 else 1 / ridge, tol=1e-14, max_iter=10000,
                           solver="newton-cholesky").fit(Z, y)
    p = m.predict_proba(Z)[:, 1]
    W = p * (1 - p)
    A = np.column_stack([np.ones(len(y)), Z])
    H = (A * W[:, None]).T @ A + np.diag([0] + [ridge] * Z.shape[1])
    print("ridge %g: intercept %.9f coef %s" %
          (ridge, m.intercept_[0], " ".join("%.9f" % c for c in m.coef_[0])))
    print("    se %s" % " ".join("%.9f" % s for s in np.sqrt(np.diag(np.linalg.inv(H)))))
    print("    ll %.6f log_loss %.9f brier %.9f" %
          (-log_loss(y, p, normalize=False), log_loss(y, p), brier_score_loss(y, p)))
    print("    auc %.9f se %.9f" % (roc_auc_score(y, p), delong(p, y)))
