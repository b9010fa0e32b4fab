"""Apprendre: modules, lessons and questions read from `seed/curriculum/`, and where each learner stands."""
