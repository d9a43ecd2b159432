"""The command line: each command does its work, and what cannot be done is told in a sentence."""

import stat

import pytest

from sportello.transcripts.stage import SAMPLES
from storage.lock import hold

HEADER = SAMPLES.joinpath("fines.csv").read_text(encoding="utf-8").splitlines()[0]
COMMANDS = [
    *("serve", "chat", "play", "doctor"),
    *("import fines", "import offices", "import notices", "import citizens"),
    *("db upgrade", "db backup", "db restore"),
    *("register verify", "register day", "register show", "register annul", "register list"),
    *("pec inspect", "pec sent", "pec proofs"),
    "keys rotate",
    *("parked list", "parked show", "parked retry", "parked close", "parked answer"),
    *("payments report", "payments show", "payments receipt"),
    *("requests list", "requests show", "requests answer"),
    *("credentials list", "credentials show", "credentials approve", "credentials refuse"),
    *("credentials letter", "credentials lock", "credentials unlock"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(sportello, command):
    told = sportello(*command.split(), "--help")
    assert told.code == 0
    assert f"Usage: sportello {command}" in told.out
    assert len(told.out.splitlines()) > 5


def test_the_list_of_commands_is_not_cut_short(sportello):
    told = sportello("--help")
    assert "..." not in told.out.replace("SPORTELLO_...", "").replace("[ARGS]...", "")
    assert "Exit code: 0 done" in told.out


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SPORTELLO_WEB__PORT", "99999", "SPORTELLO_WEB__PORT ([web] port): must be"),
        ("SPORTELLO_WEB__PROT", "80", "did you mean SPORTELLO_WEB__PORT?"),
        ("SPORTELLO_DATABASE__URL", "mysql://u:secret@h/x", "no store for mysql"),
        ("SPORTELLO_DATABASE__URL", "sqlite:////proc/nowhere/x.db", "cannot make the folder"),
        ("SPORTELLO_DATABASE__URL", "postgresql://u:secret@127.0.0.1:1/x", "the database cannot be used"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "parked list", "db upgrade"])
def test_a_wrong_setting_is_a_sentence(sportello, monkeypatch, command, name, value, said):
    monkeypatch.setenv(name, value)
    told = sportello(*command.split())
    assert told.code == 1
    assert said in told.err
    assert "Traceback" not in told.err
    assert "secret" not in told.err
    assert len(told.err.splitlines()) == 1


def test_a_file_that_is_no_database_is_a_sentence(sportello, tmp_path):
    (tmp_path / "front.db").write_text("a letter to the mayor, and no database at all\n" * 50)
    for command in ("serve", "parked list"):
        told = sportello(*command.split())
        assert (told.code, told.err) == (1, "the database cannot be used: file is not a database\n")


def test_a_database_that_another_counter_has_is_a_sentence(sportello, tmp_path):
    sportello("db", "upgrade")
    with hold(tmp_path / "front.db"):
        assert "another process is using the database" in sportello("serve").err
        assert "another process is using the database" in sportello("db", "upgrade").err


def test_import_tells_every_bad_row_and_takes_the_good_ones(sportello, tmp_path):
    rows = SAMPLES.joinpath("fines.csv").read_text(encoding="utf-8").splitlines()[1:4]
    sheet = tmp_path / "fines.csv"
    sheet.write_text(
        "\n".join([HEADER, *rows[:2], "rubbish", rows[2].replace(",", ",x", 1)]), encoding="utf-8"
    )
    told = sportello("import", "fines", str(sheet))
    assert told.code == 0
    assert told.out == "new 2, changed 0, same 0, skipped 2\n"
    assert "line 4, the row: 1 cells instead of" in told.err
    assert "line 5, document: none of" in told.err
    assert sportello("import", "fines", str(sheet)).out == "new 0, changed 0, same 2, skipped 2\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("number,plate\nV1,AB123CD\n", "missing columns"),
        ('"number\n', "quotation"),
    ],
)
def test_a_sheet_that_is_none_of_ours_is_refused_by_name(sportello, tmp_path, content, said):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(content)
    told = sportello("import", "fines", str(sheet))
    assert told.code == 1
    assert said in told.err
    assert "sheet.csv" in told.err


def test_a_backup_is_private_and_never_overwrites(sportello, tmp_path, monkeypatch):
    kept = tmp_path / "kept.gz"
    assert "there is no database" in sportello("db", "backup", str(kept)).err
    sportello("import", "offices", str(SAMPLES / "offices.csv"))
    assert sportello("db", "backup", str(kept)).code == 0
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "is there already" in sportello("db", "backup", str(kept)).err
    assert "no such file" in sportello("db", "backup", str(tmp_path / "none" / "kept.gz")).err
    assert "the database is not empty" in sportello("db", "restore", str(kept)).err
    monkeypatch.setenv("SPORTELLO_DATABASE__URL", f"sqlite:///{tmp_path}/new/front.db")
    assert "rows restored" in sportello("db", "restore", str(kept)).out
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_play_is_green_red_or_points_at_the_line(sportello, tmp_path):
    good, bad, unreadable = (tmp_path / name for name in ("good.txt", "bad.txt", "unreadable.txt"))
    good.write_text("== sms as mario: a greeting\n> ciao\n", encoding="utf-8")
    bad.write_text("== sms as mario: a greeting\n> ciao\n< Un altro saluto\n", encoding="utf-8")
    unreadable.write_text("== sms as mario: a greeting\n> ciao\nzzz\n", encoding="utf-8")
    assert sportello("play", "--record", str(good)).code == 0
    told = sportello("play", str(good), str(bad), str(unreadable))
    assert told.code == 1
    assert f"ok {good}" in told.out
    assert f"FAILED {bad}" in told.out
    assert "- Un altro saluto" in told.out
    assert told.err == f"{unreadable}:3: a line begins with ==, @, >, <, <~, <!, ! or #\n"


def test_nothing_set_aside_is_said_so(sportello):
    assert sportello("parked", "list").out == "Nothing is set aside.\n"
    for command in ("show", "retry", "close"):
        told = sportello("parked", command, "7")
        assert (told.code, told.err) == (1, "nothing is set aside under number 7\n")


def test_a_command_that_was_not_understood_is_exit_code_2(sportello):
    assert sportello("serv").code == 2
    assert sportello("import", "fines", "nowhere.csv").code == 2
