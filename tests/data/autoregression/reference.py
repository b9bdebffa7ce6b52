#!/usr/bin/env python3
"""Reference values of vector autoregressions, by programs other than ours: prints reference.csv.

    /usr/bin/python3 tests/data/autoregression/reference.py > tests/data/autoregression/reference.csv

Estimates, standard errors, criteria, roots, forecasts and impulse responses are those of statsmodels
(0.13.5, Debian's python3-statsmodels); the long-run covariance is scipy's solution of the discrete
Lyapunov equation; paths with given values are worked out here by conditioning the joint normal
distribution of all values of the path, whose covariance is built from the moving average. Nothing here is
read when the project is built or tested: only what it printed is.
"""
import pathlib

import numpy as np
import scipy.linalg
from statsmodels.tsa.api import VAR

here = pathlib.Path(__file__).resolve().parent


def table(path, skip):
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return np.array([[float(cell) for cell in line.split(",")[skip:]] for line in lines[1:]])


def say(case, what, values):
    for place, value in np.ndenumerate(np.atleast_1d(values)):
        print(f"{case},{what},{' '.join(map(str, place))},{float(value)!r}")


def joint(fit, past, steps):
    """Mean and covariance of the path's steps x n values, period by period."""
    n = past.shape[1]
    mean = fit.forecast(past[-fit.k_ar:], steps)
    psi = fit.ma_rep(steps)
    covariance = np.zeros((steps * n, steps * n))
    for s in range(steps):
        for t in range(steps):
            for u in range(min(s, t) + 1):
                covariance[s * n:(s + 1) * n, t * n:(t + 1) * n] += psi[s - u] @ fit.sigma_u @ psi[t - u].T
    return mean.reshape(-1), covariance


def one(case, data, lags, lags_max, given):
    n = data.shape[1]
    fit = VAR(data).fit(lags, trend="c")
    say(case, "intercept", fit.intercept)
    say(case, "lag", fit.coefs)
    say(case, "intercept_error", fit.stderr[0])
    say(case, "lag_error", np.array([fit.stderr[1 + k * n:1 + (k + 1) * n].T for k in range(lags)]))
    say(case, "covariance", fit.sigma_u)
    say(case, "largest_root", 1 / np.min(np.abs(fit.roots)))
    for k in range(1, lags_max + 1):
        same = VAR(data[lags_max - k:]).fit(k, trend="c")
        say(case, f"criteria {k}", [same.aic, same.hqic, same.bic])
    say(case, "forecast", fit.forecast(data[-lags:], 12))
    say(case, "response", fit.orth_ma_rep(8))
    companion = np.eye(n * lags, k=-n)
    companion[:n] = np.hstack(list(fit.coefs))
    noise = np.zeros((n * lags, n * lags))
    noise[:n, :n] = fit.sigma_u
    say(case, "long_run_mean", np.linalg.solve(np.eye(n) - sum(fit.coefs), fit.intercept))
    say(case, "long_run_covariance", scipy.linalg.solve_discrete_lyapunov(companion, noise)[:n, :n])
    mean, covariance = joint(fit, data, 8)
    places = [period * n + variable for period, variable, _ in given]
    values = np.array([value for _, _, value in given])
    gain = covariance[:, places] @ np.linalg.inv(covariance[np.ix_(places, places)])
    say(case, "given", np.array(given))
    say(case, "given_mean", (mean + gain @ (values - mean[places])).reshape(8, n))
    left = covariance - gain @ covariance[places]
    say(case, "given_covariance", left[np.tril_indices(8 * n)])


german = np.diff(np.log(table(here / "west_germany.csv", 0)), axis=0)[:75]
one("west_germany", german, 2, 4, [(0, 0, 0.01), (1, 0, -0.02), (3, 2, 0.03), (5, 1, 0.0)])
american = table(here.parents[2] / "scenarios/paths/us-1985-2019.csv", 1) / 100
one("us", american, 2, 8, [(t, 0, u) for t, u in enumerate([0.045, 0.06, 0.075, 0.085, 0.09, 0.09])])
