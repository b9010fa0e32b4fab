"""Results that others published or that were derived by hand, and the worked example of the method."""

from vendors.evidence.comparison import Alternative, Comparison, Indicator
from vendors.evidence.study import Study

# Thirteen trials of the BCG vaccine (Colditz and others, 1994): cases and not, treated; cases and not, control.
BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]

CITY = [Indicator("delai311", 12, 16, 6), Indicator("bris", 24, 30, 12), Indicator("satisf", 68, 50, 90)]
A = {
    "delai311": [
        Study(-0.30, 0.10, 3, 0.9),
        Study(-0.10, 0.08, 2, 0.6),
        Study(-0.25, 0.15, 1, 0.8),
        Study(0.05, 0.12, 3, 0.5),
    ],
    "satisf": [Study(0.06, 0.02, 3, 0.9), Study(0.02, 0.03, 2, 0.6)],
}
B = {
    "delai311": [Study(-0.12, 0.05, 4, 0.8), Study(-0.15, 0.06, 3, 0.9), Study(-0.10, 0.05, 3, 0.7)],
    "bris": [Study(-0.10, 0.08, 2, 0.7)],
    "satisf": [Study(0.03, 0.02, 3, 0.8), Study(0.04, 0.02, 3, 0.9), Study(0.02, 0.02, 3, 0.7)],
}
C = {
    "delai311": [Study(-0.60, 0.20, 1, 0.4)],
    "bris": [Study(-0.25, 0.10, 3, 0.6), Study(-0.20, 0.12, 2, 0.8)],
}
SOLUTIONS = [Alternative("A", A), Alternative("B", B), Alternative("C", C)]
EXAMPLE = Comparison(CITY, SOLUTIONS, "uniform", 10_000, 20_261_121)
