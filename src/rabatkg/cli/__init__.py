"""The command line. It alone prints and exits; what a command does is done on the floors below.

To add a command, add a module: `cli/why.py` is `rabatkg why`. It is imported when the command is run or helped with.

    import click
    from rabatkg.cli import frame, output

    @frame.command()                        # `frame.group()` for a command with commands of its own
    @click.argument("thing")
    @output.format_option
    @frame.pass_desk
    def command(desk: frame.Desk, thing: str, form: str) -> None:
        '''Show the evidence behind a fact.'''
        ...                                 # desk.layout, desk.lang, desk.say("{n} facts", n=3)
        desk.note("{n} facts", n=3)         # to stderr
        output.write(rows, form, desk.lang)

`--lang` and `--data` come by themselves. Docstring and `help=` are English literals, translated in `locale/`.
What is wrong with the data or the command line is raised as an error of `rabatkg.errors`, never printed here.
A command that did its work and found something wrong ends with `raise SystemExit(1)`.

Exit codes: 0 fine; 1 something is wrong with the data; 2 the command line is wrong; 70 the program is wrong;
130 the user pressed Ctrl-C; 141 whoever read the output stopped reading, as in `rabatkg query | head -1`.
"""

from rabatkg.cli.frame import Program
from rabatkg.speech import mark

SHARED = frozenset(
    {
        "changing",
        "click_words",
        "coverage_page",
        "findings_files",
        "findings_page",
        "frame",
        "opening",
        "options",
        "output",
        "paths",
        "telling",
    }
)
"""The modules here that are not commands."""

main = Program(
    __name__,
    SHARED,
    name="rabatkg",
    help=mark("A knowledge graph of a policy dialogue: who met, what was decided, and the sentence that says so."),
    epilog=mark("rabatkg COMMAND --help explains a command."),
)
