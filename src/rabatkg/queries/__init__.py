"""Questions to the graph: the saved ones, with their parameters, and those that a person writes."""

from rabatkg.queries.answers import plain
from rabatkg.queries.questions import Parameter, Question, ask, bind, catalogue, find

__all__ = ["Parameter", "Question", "ask", "bind", "catalogue", "find", "plain"]
