"""rabatkg validate"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from rabatkg.cli import frame, output
from rabatkg.errors import UsageError
from rabatkg.speech import mark, mark_count
