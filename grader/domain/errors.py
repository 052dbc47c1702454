"""What a domain says when arguments or its own declaration do not fit, a sentence each."""

from __future__ import annotations


class OutsideDomainError(ValueError):
    """Arguments that the handout does not allow: parameter, expected, found."""


class DomainDeclarationError(ValueError):
    """A declaration that contradicts itself, such as a combination of classes that nothing can satisfy."""


class MisfitError(ValueError):
    """Values that this dtype cannot hold; other classes are tried."""
