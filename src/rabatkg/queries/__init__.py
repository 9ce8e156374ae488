"""Questions to the graph: the saved ones, with their parameters, and those that a person writes."""

from rabatkg.queries.answers import plain, table
from rabatkg.queries.headers import Parameter, Question
from rabatkg.queries.questions import ask, bind, catalogue, find, narrowed, remember

__all__ = ["Parameter", "Question", "ask", "bind", "catalogue", "find", "narrowed", "plain", "remember", "table"]
