"""A broken seed file is refused with file, line, field and remedy of every fault."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, files, read_csv, read_toml


class Bridge(Struct, forbid_unknown_fields=True):
    id: str
    name: str
    length: int | None = None
    toll: bool | None = None
    kind: Literal["road", "foot"] = "road"


class Road(Struct, forbid_unknown_fields=True):
    id: str
    tags: list[str] = []


@pytest.fixture
def write(tmp_path):
    def written(content, name="ponts.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def refused(read, *arguments, **tables):
    """The faults of a file that must be refused."""
    with pytest.raises(UnusableError) as caught:
        read(*arguments, **tables)
    return caught.value.faults


def places(faults):
    return [fault.where for fault in faults]


# CSV


def test_a_csv_is_read_with_its_types(write):
    path = write('id,name,length,toll,kind\nb1,"Pont, vieux",120,yes,foot\nb2,Pont « neuf »,,no,\n')
    assert read_csv(path, Bridge) == [
        Bridge("b1", "Pont, vieux", 120, toll=True, kind="foot"),
        Bridge("b2", "Pont « neuf »", None, toll=False, kind="road"),
    ]


def test_comments_stand_before_the_header_only(write):
    path = write("# Source: relevé\n# de 2026\nid,name\n#1,Pont\n")
    assert read_csv(path, Bridge) == [Bridge("#1", "Pont")]


def test_a_byte_order_mark_belongs_to_no_field(write):
    assert read_csv(write(b"\xef\xbb\xbfid,name\nb1,Pont\n"), Bridge) == [Bridge("b1", "Pont")]


def test_every_wrong_field_of_a_csv_has_its_file_line_and_name(write):
    path = write(
        "# un commentaire\nid,name,length,toll,kind,note\n"
        "b1,Pont,120,yes,road,\n"
        "b2,Pont,long,perhaps,boat,\n"
        "b3,,10,,,\n"
        '"b\n4",Pont,x,,,\n'
        "b5,Pont,,,,à revoir\n"
    )
    faults = refused(read_csv, path, Bridge)
    assert set(places(faults)) == {
        "ponts.csv:4:length",
        "ponts.csv:4:toll",
        "ponts.csv:4:kind",
        "ponts.csv:5:name",
        "ponts.csv:7:length",
        "ponts.csv:8:note",
    }
    assert len(faults) == 6


def test_the_remedy_names_field_line_and_file_in_both_languages(write):
    fault = refused(read_csv, write("id,name,length\nb1,Pont,long\n"), Bridge)[0]
    for text in (fault.fr, fault.en):
        assert "length" in text
        assert "2" in text
        assert "ponts.csv" in text
        assert "int" in text
    assert "« length »" in fault.fr
    assert "“length”" in fault.en


def test_a_cell_too_many_is_refused_on_its_line(write):
    faults = refused(read_csv, write("id,name\nb1,Pont\nb2,Pont,10\n"), Bridge)
    assert places(faults) == ["ponts.csv:3"]


def test_a_missing_column_is_a_fault_of_each_row(write):
    faults = refused(read_csv, write("id\nb1\nb2\n"), Bridge)
    assert places(faults) == ["ponts.csv:2:name", "ponts.csv:3:name"]


def test_a_csv_that_is_not_utf_8_is_refused_on_the_line_of_the_first_wrong_byte(write):
    faults = refused(read_csv, write("id,name\nb1,Pont\nb2,Bétonnière\n".encode("cp1252")), Bridge)
    assert places(faults) == ["ponts.csv:3"]
    assert "UTF-8" in faults[0].en


def test_an_unclosed_quote_is_refused(write):
    faults = refused(read_csv, write('id,name\nb1,Pont\nb2,"Pont\nb3,Pont\nb4,Pont\n'), Bridge)
    assert len(faults) == 1
    assert faults[0].where.startswith("ponts.csv:")


def test_an_unclosed_quote_is_refused_on_the_line_where_it_opens(write):
    faults = refused(read_csv, write('id,name\nb1,Pont\nb2,"Pont\nb3,Pont\nb4,Pont\n'), Bridge)
    assert places(faults) == ["ponts.csv:3"]


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x0c", "\x85", "\x1d"])
def test_only_a_new_line_ends_a_row(write, separator):
    assert read_csv(write(f"id,name\nb1,Pont{separator}neuf\n"), Bridge) == [Bridge("b1", f"Pont{separator}neuf")]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("abcé ,;\"'’\n#", min_size=1, max_size=12),
            st.text("abcé ,;\"'’\n#", min_size=1, max_size=12),
            st.none() | st.integers(-(10**9), 10**9),
            st.none() | st.booleans(),
        ),
        max_size=8,
    )
)
def test_what_a_csv_writer_wrote_is_read_back(tmp_path_factory, rows):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "name", "length", "toll"])
    for one, name, length, toll in rows:
        writer.writerow([one, name, length, None if toll is None else ("yes" if toll else "no")])
    path = tmp_path_factory.mktemp("seed") / "ponts.csv"
    path.write_bytes(text.getvalue().encode())
    assert read_csv(path, Bridge) == [Bridge(one, name, length, toll=toll) for one, name, length, toll in rows]


# TOML


def test_a_toml_is_read_table_by_table_and_an_absent_table_is_empty(write):
    path = write('[[bridge]]\nid = "b1"\nname = "Pont"\n\n[[bridge]]\nid = "b2"\nname = "Pont"\n', "ponts.toml")
    assert read_toml(path, bridge=Bridge, road=Road) == {
        "bridge": [Bridge("b1", "Pont"), Bridge("b2", "Pont")],
        "road": [],
    }


def test_a_toml_with_a_byte_order_mark_is_read(write):
    path = write(b'\xef\xbb\xbf[[road]]\nid = "r1"\ntags = ["a", "b"]\n', "rues.toml")
    assert read_toml(path, road=Road)["road"] == [Road("r1", ["a", "b"])]


def test_every_wrong_field_of_a_toml_has_its_file_line_and_name(write):
    path = write(
        "# un commentaire\n"  # 1
        "[[bridge]]\n"
        'id = "b1"\n'
        'name = "Pont"\n'
        "\n"
        "[[road]]\n"  # 6
        'id = "r1"\n'
        'tags = "a"\n'  # 8: not a list
        "\n"
        "[[bridge]]\n"  # 10: no name
        'id = "b2"\n'
        'length = "long"\n'  # 12
        'colour = "rouge"\n'  # 13: unknown
        "toll = 1\n",  # 14: TOML has booleans of its own
        "ponts.toml",
    )
    faults = refused(read_toml, path, bridge=Bridge, road=Road)
    assert sorted(places(faults)) == [
        "ponts.toml:10:name",
        "ponts.toml:12:length",
        "ponts.toml:13:colour",
        "ponts.toml:14:toll",
        "ponts.toml:8:tags",
    ]


def test_an_unknown_table_is_refused_on_its_line(write):
    path = write('[[road]]\nid = "r1"\n\n[[raod]]\nid = "r2"\n', "rues.toml")
    faults = refused(read_toml, path, road=Road)
    assert places(faults) == ["rues.toml:4:raod"]
    assert "raod" in faults[0].fr


def test_a_toml_with_an_unclosed_quote_is_refused_on_its_line(write):
    path = write('[[road]]\nid = "r1"\n\n[[road]]\nid = "r2\n', "rues.toml")
    faults = refused(read_toml, path, road=Road)
    assert len(faults) == 1
    assert faults[0].where == "rues.toml:5"


def test_a_toml_that_is_not_utf_8_is_refused_on_the_line_of_the_first_wrong_byte(write):
    faults = refused(read_toml, write('[[road]]\nid = "chaussée"\n'.encode("latin-1"), "rues.toml"), road=Road)
    assert places(faults) == ["rues.toml:2"]


def test_a_quote_left_open_at_the_end_of_a_toml_is_refused_on_its_line(write):
    faults = refused(read_toml, write('[[road]]\nid = "r1"\n\n[[road]]\nid = "r2', "rues.toml"), road=Road)
    assert places(faults) == ["rues.toml:5"]


@pytest.mark.parametrize("content", ['[road]\nid = "r1"\n', "road = 3\n"])
def test_a_table_that_is_no_array_of_tables_is_refused(write, content):
    faults = refused(read_toml, write(content, "rues.toml"), road=Road)
    assert places(faults) == ["rues.toml:1:road"]


def test_a_fault_of_meaning_is_placed_in_the_nth_table_of_that_name(write):
    path = write('[[road]]\nid = "r1"\n[[bridge]]\nid = "b1"\n[[road]]\ntags = []\nid = "r1"\n', "rues.toml")
    fault = fault_in(path, "road", 1, "id", "r1 is already used")
    assert fault.where == "rues.toml:7:id"
    assert "r1 is already used" in fault.en
    assert fault_in(path, "road", 1, "name", "missing").where == "rues.toml:5:name"
    assert fault_in(path, "road", 0, "id", "x").where == "rues.toml:2:id"


def test_the_files_of_a_folder_come_by_name_whatever_the_order_of_the_disk(tmp_path):
    for name in ("b.toml", "a.toml", "c.csv", "a-2.toml"):
        (tmp_path / name).touch()
    assert [path.name for path in files(tmp_path, ".toml")] == ["a-2.toml", "a.toml", "b.toml"]
    assert list(files(Path(tmp_path / "absent"), ".toml")) == []
