"""A knowledge graph of a policy dialogue: who met, what was decided, and the sentence that says so."""

__version__ = "0.1.0"
