"""Similar work in a class: shared sequences of tokens, whatever they are called and in whichever order."""
