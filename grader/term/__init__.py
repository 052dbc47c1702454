"""A term: course.toml, the class list, what a person decided, and the grades that follow from them."""
