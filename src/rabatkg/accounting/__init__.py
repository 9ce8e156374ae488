"""Accounting: whether anything that the sources print is missing from the graph."""

from rabatkg.accounting.account import RULES, Accounting, Tally, account

__all__ = ["RULES", "Accounting", "Tally", "account"]
