"""The domain of a problem: everything that the handout allows as arguments, declared once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from numpy.random import default_rng

from grader.domain.classes import Choice, Class, Predicate, Selection
from grader.domain.errors import DomainDeclarationError
from grader.domain.parameters import REQUIRED, Array, Made, Pair, Parameter, Shape, float32
from grader.domain.sizes import Condition
from grader.domain.titles import Part, in_chinese, title_in, title_of_part
from grader.domain.values import Values
from grader.languages import said
from grader.languages.words import ENGLISH, words_in

AXIS = range(1, 7)
FORM = "settings"
GIVEN = "optional arguments"


@dataclass(frozen=True, init=False, eq=False)  # equal to itself alone: what follows from it is kept by identity
class Domain:
    """Parameters in the function's order, and how their sizes depend on each other."""

    parameters: Mapping[str, Parameter]
    ranges: Mapping[str, Sequence[Any]]
    formulas: Mapping[str, Condition]
    required: tuple[Condition, ...]
    own: tuple[Choice, ...]
    apart: tuple[frozenset[str], ...]
    alike: tuple[str, ...]

    def __init__(self, **parameters: Parameter) -> None:
        object.__setattr__(self, "parameters", parameters)
        nothing: dict[str, Any] = {"ranges": {}, "formulas": {}, "required": (), "own": (), "apart": (), "alike": ()}
        for name, empty in nothing.items():
            object.__setattr__(self, name, empty)

    def _with(self, **changes: Any) -> Domain:
        copy = Domain(**self.parameters)
        for name in self.__dataclass_fields__:
            object.__setattr__(copy, name, changes.get(name, getattr(self, name)))
        return copy

    def sizes(self, **ranges: Sequence[int]) -> Domain:
        """From which numbers axes are drawn, 1 to 6 where nothing is said; below the first is outside the domain."""
        return self._with(ranges={**self.ranges, **ranges})

    def follows(self, **formulas: Predicate) -> Domain:
        """Sizes that follow from others, later ones from earlier ones too: `.follows(Ho=(output_size, "H kh sh"))`."""
        return self._with(formulas={**self.formulas, **{name: Condition.of(f) for name, f in formulas.items()}})

    def needs(self, *predicates: Predicate) -> Domain:
        """What the sizes of every call satisfy."""
        return self._with(required=(*self.required, *map(Condition.of, predicates)))

    def choices_of(self, *choices: Choice) -> Domain:
        """Choices about sizes and scalars: which of them are zero, one, larger than another."""
        return self._with(own=(*self.own, *choices))

    def never(self, *pairs: tuple[str, str]) -> Domain:
        """Pairs of classes that no case has together, by title; those that exclude each other need not be named."""
        return self._with(apart=(*self.apart, *map(frozenset, pairs)))

    def float32_together(self, *arrays: str) -> Domain:
        """These arrays (all, if none is named) are all in float32 or none is: PyTorch multiplies no two precisions."""
        typed = {name: p for name, p in self.parameters.items() if isinstance(p, (Array, Made)) and p.dtypes}
        names, say = arrays or tuple(typed), words_in(ENGLISH)
        mixed = [
            frozenset((title_of_part(say, one, float32), title_of_part(say, other, dtypes)))
            for one in names
            for other in names
            for dtypes in typed[other].dtypes
            if other != one and dtypes is not float32
        ]
        return self._with(apart=(*self.apart, *mixed), alike=(*self.alike, *names))

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """All choices: the author's, then those that the parameters bring, each with two classes or more."""
        found = [*self.own]
        if self.pairs:
            found.append(_settings(self.pairs))
        if any(_default(parameter) is not REQUIRED for parameter in self.parameters.values()):
            found.append(_given(self.parameters))
        for name, parameter in self.parameters.items():
            if isinstance(parameter, Array):
                found += _of_array(name, parameter)
            elif isinstance(parameter, Made):
                found += [_dtypes(name, parameter), _layouts(name, parameter)]
        several = tuple(choice for choice in found if len(choice.classes) > 1)
        titles = [one.title for choice in several for one in choice.classes]
        twice = [title for title in titles if titles.count(title) > 1]
        if twice:
            raise DomainDeclarationError(f"classes: expected different titles, found {twice[0]!r} twice")
        return several

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The parameters that are pairs or ints."""
        return tuple(parameter for parameter in self.parameters.values() if isinstance(parameter, Pair))

    @cached_property
    def by_title(self) -> Mapping[str, tuple[Choice, Class]]:
        """Each class with its choice."""
        return {one.title: (choice, one) for choice in self.choices for one in choice.classes}

    @property
    def untranslated(self) -> tuple[str, ...]:
        """The titles that the author gives in English alone."""
        shapes = [shape for array in self.arrays.values() for shape in array.shapes if shape.title]
        values = [kind for array in self.arrays.values() for kind in array.values]
        classes = [one for choice in self.own for one in choice.classes]
        every: list[Class | Shape | Values] = [*classes, *shapes, *values]
        return tuple(dict.fromkeys(named.title for named in every if not in_chinese(named)))

    def titles_in(self, language: str, titles: Iterable[str]) -> tuple[str, ...]:
        """Titles of classes in another language."""
        return tuple(title_in(language, *self.by_title[title]) for title in titles)

    @cached_property
    def variables(self) -> Mapping[str, Sequence[Any]]:
        """What is searched: scalars first, since axes have to fit them, then axes."""
        scalars: dict[str, Sequence[Any]] = {}
        for name, parameter in self.parameters.items():
            if isinstance(parameter, Pair):
                scalars.update(dict.fromkeys(parameter.names, parameter.range))
            elif not isinstance(parameter, (Array, Made)):
                scalars[name] = parameter.candidates(default_rng(0))
        axes = {name: AXIS for array in self.arrays.values() for name in sorted(array.axes)}
        free = {name: range_ for name, range_ in {**axes, **self.ranges}.items() if name not in self.formulas}
        return {**{name: free.get(name, range_) for name, range_ in scalars.items()}, **_new(free, scalars)}

    @cached_property
    def arrays(self) -> Mapping[str, Array]:
        """The parameters that are arrays."""
        return {name: parameter for name, parameter in self.parameters.items() if isinstance(parameter, Array)}

    def selection(self, *titles: str) -> Selection:
        """The classes of these titles, and the ordinary one of every other choice.

        Raises:
            DomainDeclarationError: there is no class of this title.
        """
        chosen = {choice.name: choice.ordinary for choice in self.choices}
        for title in titles:
            if title not in self.by_title:
                known = ", ".join(self.by_title)
                raise DomainDeclarationError(f"classes: expected one of {known}; found {title!r}")
            choice, one = self.by_title[title]
            chosen[choice.name] = one
        return chosen

    def unusual(self, selection: Selection) -> tuple[str, ...]:
        """The titles of the classes that are not the ordinary ones."""
        chosen = [(choice, selection.get(choice.name, choice.ordinary)) for choice in self.choices]
        return tuple(one.title for choice, one in chosen if one is not choice.ordinary)


def _new(free: Mapping[str, Sequence[Any]], scalars: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    return {name: range_ for name, range_ in free.items() if name not in scalars}


def _default(parameter: Parameter) -> Any:
    return getattr(parameter, "default", REQUIRED)


def _settings(pairs: Sequence[Pair]) -> Choice:
    """Pairs or ints; ints need equal numbers."""
    names = [pair.names for pair in pairs]
    same = Condition(
        tuple(name for both in names for name in both),
        lambda sizes: all(sizes[first] == sizes[second] for first, second in names),
    )
    ints = Class(said("plain ints for pairs"), same, "a pair is unpacked, an int is not", source=FORM)
    return Choice(FORM, Class(said("pairs"), source=None), ints)


def _given(parameters: Mapping[str, Parameter]) -> Choice:
    """All optional arguments given, or none, which then have their defaults."""
    defaults = {
        name: _default(parameter) for name, parameter in parameters.items() if _default(parameter) is not REQUIRED
    }
    usual = Condition(tuple(defaults), lambda sizes: all(sizes[name] == value for name, value in defaults.items()))
    left_out = Class(
        said("optional arguments left out"), usual, "defaults belong to the signature", usual=True, source=GIVEN
    )
    return Choice(GIVEN, Class(said("optional arguments given")), left_out)


def _of_array(name: str, array: Array) -> list[Choice]:
    shapes = [_class(name, shape) for shape in array.shapes]
    values = [_class(name, kind) for kind in array.values]
    return [
        Choice(f"{name} shape", *([] if array.like else shapes)),
        _dtypes(name, array),
        _layouts(name, array),
        Choice(f"{name} values", *values),
    ]


def _dtypes(name: str, parameter: Array | Made) -> Choice:
    return Choice(f"{name} dtype", *(_class(name, dtypes) for dtypes in parameter.dtypes))


def _layouts(name: str, parameter: Array | Made) -> Choice:
    return Choice(f"{name} layout", *(_class(name, layout) for layout in parameter.layouts))


def _class(name: str, part: Part) -> Class:
    title = title_of_part(words_in(ENGLISH), name, part)
    return Class(title, reason=part.reason, single=part.single, raises=part.raises, source=part)
