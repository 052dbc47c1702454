"""The command `grader`: one file a command, imported when it is called, so that `--help` costs next to nothing."""

from __future__ import annotations

import codecs
import gc
import io
import sys
from importlib import import_module
from itertools import pairwise

import click

from grader import __version__
from grader.languages import said
from grader.model.errors import GraderError
from grader.threads import use_one_thread

#: name -> (module, one line). A new command is its file and its line here.
COMMANDS: dict[str, tuple[str, str]] = {
    "list": ("grader.cli.list", "Assignments, problems, points and cases of this course."),
    "start": ("grader.cli.start", "Make a folder to work in: handout, starter, public cases."),
    "check": ("grader.cli.check", "Check your work against the public cases."),
    "debug": ("grader.cli.debug", "One public case: its inputs, expected, got; a debugger in your function."),
    "new": ("grader.cli.new", "Make the files of a new assignment, with marks where something is to be written."),
    "validate": ("grader.cli.validate", "Prove that an assignment grades rightly."),
    "hunt": ("grader.cli.hunt", "Search for arguments on which a program that passes every case is wrong."),
    "secret": ("grader.cli.secret", "Make or replace the secret that private cases are drawn from."),
    "release": ("grader.cli.release", "The students' folder, classroom templates, Gradescope's autograder.zip."),
    "grade": ("grader.cli.grade", "Grade a folder of submissions, public and private cases."),
    "show": ("grader.cli.show", "One student's result, or one private case replayed."),
    "report": ("grader.cli.report", "HTML: a page for the class and a feedback page a student."),
    "stats": ("grader.cli.stats", "What each case tells about a class: difficulty, discrimination, proposals."),
    "export": ("grader.cli.export", "Results for other systems: CSV, JSON, JUnit, Markdown."),
    "grades": ("grader.cli.grades", "Totals of a term by course.toml's policy, and the reason for every number."),
    "erase": ("grader.cli.erase", "Delete a student's results for good."),
    "leaderboard": ("grader.cli.leaderboard", "Ranks by the public or the private split, from the gradebook."),
    "similar": ("grader.cli.similar", "Pairs of submissions that share long passages."),
    "request": ("grader.cli.request", "Ask for a second look at a problem of what you handed in."),
    "requests": ("grader.cli.requests", "What students ask: list, run the case again, answer."),
    "ci": ("grader.cli.ci", "Check in a pipeline: job summary, annotations, JUnit."),
    "doctor": ("grader.cli.doctor", "What this machine can do, and what to do about what it cannot."),
}


#: Under which heading `--help` lists a command; whatever is not named here is the instructor's.
STUDENTS, AUTHORS = ("list", "start", "check", "debug", "request", "ci", "doctor"), ("new", "validate", "hunt")


#: What tells right from wrong where there are only old characters.
PLAIN = {"✓": "+", "✗": "x", "▶": ">", "━": "-", "·": "-", "…": "...", "↑": "^", "↓": "v"}


class LazyGroup(click.Group):
    """A group that knows its commands by name and line, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's file."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest name for a typo."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"there is no command {args[0]!r}" + (f"; did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing any command."""
        others = [name for name in COMMANDS if name not in (*STUDENTS, *AUTHORS)]
        for title, names in (("For students", STUDENTS), ("For instructors", others), ("For authors", AUTHORS)):
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names if name in COMMANDS])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader")
def cli() -> None:
    """Grade homework in deep-learning fundamentals.

    Students: `grader check` in your folder. Instructors: `grader grade SLUG`. Authors: `grader validate SLUG`.
    """


def _print_whatever_it_is() -> None:
    """A file or pipe in an old encoding (Windows' own) has no ✓ and no 中: something plain there, and no crash."""
    codecs.register_error("grader.plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="grader.plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that cannot be written."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(PLAIN.get(character, "?") for character in error.object[error.start : error.end]), error.end


#: Garbage is looked for after so many new objects: what a command makes lives until its end as a rule, and looking
#: after each 700, as Python does, takes a tenth of a release.
GARBAGE = 50_000


def main(args: list[str] | None = None) -> None:
    """Run the command line; errors that a person can act on are one message and an exit status."""
    use_one_thread()
    gc.set_threshold(GARBAGE)
    _print_whatever_it_is()
    try:
        _run(args)
    finally:
        if args is None:  # the process ends: nobody waits for garbage to be looked for once more
            gc.freeze()


def _in_language(words: str, args: list[str] | None) -> str:
    """What goes wrong, in the language that was asked for; no parsed command is left to tell `--language`."""
    from grader.languages.words import language_of, words_in

    given = sys.argv[1:] if args is None else args
    named = [word for flag, word in pairwise(given) if flag == "--language"]
    named += [flag.partition("=")[2] for flag in given if flag.startswith("--language=")]
    return words_in(named[-1] if named else language_of()).again(words)


def _run(args: list[str] | None) -> None:
    try:
        status = cli.main(args=args, prog_name="grader", standalone_mode=False)  # click returns what Exit carries
        sys.exit(status if isinstance(status, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n" + _in_language(said("stopped"), args), err=True)
        sys.exit(130)
    except GraderError as error:
        click.echo(f"grader: {_in_language(str(error), args)}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # the outermost boundary: whatever is left is the grader's own fault
        import traceback

        traceback.print_exc()
        click.echo(f"grader: the grader itself failed ({type(error).__name__}); nothing was scored by this", err=True)
        sys.exit(3)
