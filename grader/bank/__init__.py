"""Assignment + reference + secret -> CaseBank: drawn inputs, expected answers, measured tolerances, known mistakes."""
