"""What people read, in their language: a catalogue a language (`zh.po`), and nothing at all for English.

Everything is made, stored and published in English. `said` marks words where they are made, in whatever process;
`words_in(language)` says them where they are shown: `say("public {earned}", earned=…)` fills a template in the reader's
language, `say.again(text)` recognises the template that English text was made of. So a gradebook holds no language,
and a result of last year is told in this year's words.

A third language is one file: CONTRIBUTING.md says how it is made.
"""

from __future__ import annotations


def said(template: str, /, **values: object) -> str:
    """English words that catalogues can say again: `template` is a literal, its fields are named."""
    return template.format(**values) if values else template
