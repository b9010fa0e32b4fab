"""What is wrong is said in the reader's language, and none of it is lost."""

from vendors.sources.faults import Fault, UnusableError

FAULTS = [
    Fault("seed", "a.csv:2:id", "Corrigez le champ.", "Correct the field."),
    Fault("seed", "a.csv:3:id", "Écrivez le nom.", "Write the name."),
]


def test_a_fault_speaks_the_reader_s_language_and_french_by_default():
    assert FAULTS[0].message("en") == "Correct the field."
    assert FAULTS[0].message("fr") == "Corrigez le champ."
    assert FAULTS[0].message("de") == "Corrigez le champ."


def test_an_unusable_input_carries_every_fault():
    error = UnusableError(iter(FAULTS))
    assert error.faults == FAULTS
    assert "a.csv:2:id" in str(error)
    assert "a.csv:3:id" in str(error)
