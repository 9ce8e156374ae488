"""Intake: files that people offer, read with suspicion, into the same expansions that our own records become."""

from rabatkg.intake.offering import offered

__all__ = ["offered"]
