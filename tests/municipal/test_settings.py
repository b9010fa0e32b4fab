"""Settings come from the environment, and a wrong one is refused with its name."""

import pytest

from municipal.settings import Settings, read
from vendors.sources.faults import UnusableError


def test_without_an_environment_the_two_worlds_have_two_files(tmp_path):
    real = read({"MUNI_DATA_DIR": str(tmp_path)})
    demo = read({"MUNI_DATA_DIR": str(tmp_path)}, demo=True)
    assert real.database == f"sqlite:///{tmp_path}/municipal.db"
    assert demo.database == f"sqlite:///{tmp_path}/demo.db"


def test_the_address_of_the_real_database_never_leads_the_demonstration_there():
    environment = {"MUNI_DATABASE_URL": "postgresql+psycopg://host/real", "MUNI_DEMO": "1"}
    assert "real" not in read(environment).database
    both = environment | {"MUNI_DEMO_DATABASE_URL": "postgresql+psycopg://host/fiction"}
    assert read(both).database == "postgresql+psycopg://host/fiction"
    assert read(both | {"MUNI_DEMO": "0"}).database == "postgresql+psycopg://host/real"


def test_a_relative_folder_is_taken_from_where_the_command_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read({"MUNI_DATA_DIR": "ici"}).database == f"sqlite:///{tmp_path}/ici/municipal.db"


@pytest.mark.parametrize(("text", "truth"), [("1", True), ("true", True), ("oui", True), ("Yes", True), ("0", False)])
@pytest.mark.parametrize("name", ["MUNI_DEMO", "MUNI_DEMO_PUBLIC"])
def test_a_yes_is_understood_in_both_languages(name, text, truth):
    assert getattr(read({name: text}), name.removeprefix("MUNI_").lower()) is truth


def test_what_a_command_chose_wins_and_what_it_left_open_does_not():
    assert read({"MUNI_DEMO": "0"}, demo=True).demo is True
    assert read({"MUNI_DEMO": "1"}, demo=None).demo is True


def test_other_variables_and_blank_ones_are_nobodys_business():
    assert read({"PATH": "/bin", "MUNIS": "x", "MUNI_BODY_NAME": "", "MUNI_DEMO": ""}) == Settings()


def test_every_wrong_setting_is_named_at_once_in_both_languages():
    with pytest.raises(UnusableError) as refused:
        read({"MUNI_COLOUR": "red", "MUNI_DEMO": "perhaps", "MUNI_DATA_DIR": "ici"})
    faults = {fault.where: fault for fault in refused.value.faults}
    assert set(faults) == {"MUNI_COLOUR", "MUNI_DEMO"}
    for where, fault in faults.items():
        assert where in fault.fr
        assert where in fault.en
        assert fault.fr != fault.en


@pytest.mark.parametrize("text", ["Oui", "NON", "yes"])
def test_a_text_is_kept_as_it_was_written(text):
    assert read({"MUNI_BODY_NAME": text}).body_name == text
