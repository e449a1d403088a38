# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for a test in another language: prints its port, takes every mail, and once its standard input ends
prints how many came and how many of them were different."""

import sys

from smtp_double import Double

double = Double(keeps=False)
print(double.port, flush=True)
sys.stdin.read()
print(len(double.delivered), len(set(double.delivered)), flush=True)
double.close()
