"""What the tests of the commands ask, the file that they bring, and how a command refuses."""

NEED = "suivi des nids-de-poule"
HEADER = "code,name,designation,region_code,region,mrc_code,mrc,population,population_year,latitude,longitude,area_km2"
ROW = "00008,Val-Mirador,Ville,99,Région fictive,,,131480,2025,48.8347,-74.219,268.73"


def a_file(folder, *lines, header=HEADER, encoding="utf-8"):
    path = folder / "villes.csv"
    path.write_bytes(("\n".join([header, *lines]) + "\n").encode(encoding))
    return str(path)


def refused(ran, rule, where=None):
    """Exit status 2, the faults as one JSON document, and a message for each on standard error."""
    assert ran.status == 2
    assert set(ran.json) == {"errors"}
    for error in ran.json["errors"]:
        assert set(error) == {"rule", "where", "message"}
        assert error["message"] in ran.err
    assert [error["rule"] for error in ran.json["errors"]] == [rule] * len(ran.json["errors"])
    assert "Traceback" not in ran.err
    if where is not None:
        assert [error["where"] for error in ran.json["errors"]] == [where]
    return ran.json["errors"]
