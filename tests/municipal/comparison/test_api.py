"""The same comparison as JSON."""


def test_the_api_answers_what_the_file_holds(client):
    there = client.get("/fr/comparaison/fichier?ville=00006&besoin=nids-de-poule&format=json").json()
    assert client.get("/api/v1/comparaison?ville=00006&besoin=nids-de-poule").json() == there


def test_solutions_and_weights_are_told_as_on_the_page(client):
    asked = "ville=00007&besoin=fuites d’eau&ids=castor-et-clapet-nuit&poids_bris-aqueduc-100km=3"
    told = client.get(f"/api/v1/comparaison?{asked}").json()
    assert told["asked"]["solutions"] == ["castor-et-clapet-nuit"]
    assert told["input"]["weights"] == {"fuites-m3-jour-km": 1, "bris-aqueduc-100km": 3}


def test_what_is_wrong_is_pointed_out(client):
    for query, status in [
        ("besoin=eau", 400),
        ("ville=00006", 400),
        ("ville=abc&besoin=eau", 400),
        ("ville=99999&besoin=eau", 404),
        ("ville=00006&besoin=eau&besoin=eau", 400),
    ]:
        answer = client.get(f"/api/v1/comparaison?{query}")
        assert answer.status_code == status, query
        assert answer.headers["content-type"] == "application/problem+json"
