"""Files as offices really export them: encodings, separators, quotation marks, broken rows."""

import pytest

from sportello.imports.sheet import BadSheet, Row, RowError, read_sheet


def read(tmp_path, content, required=("a", "b"), optional=()):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    reports: list[RowError] = []
    rows = list(read_sheet(path, required, optional, reports.append))
    return rows, reports


def cells(rows):
    return [tuple(row.cells.values()) if isinstance(row, Row) else row for row in rows]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a,b\nè,Città\n".encode(), id="utf-8"),
        pytest.param("\ufeffa,b\nè,Città\n".encode(), id="utf-8 with a mark"),
        pytest.param("a,b\nè,Città\n".encode("cp1252"), id="windows"),
        pytest.param("a;b\r\nè;Città\r\n".encode("cp1252"), id="windows, semicolons"),
        pytest.param("A ; B\nè;Città".encode(), id="capitals, spaces, no last line end"),
        pytest.param("\n\na,b\n\n,\n;;\nè,Città\n\n".encode(), id="blank lines"),
        pytest.param('"a","b"\n"è","Città"\n'.encode(), id="quoted"),
        pytest.param("a,b\n è ,  Città \n".encode(), id="spaces around"),
    ],
)
def test_every_common_export_reads_the_same(tmp_path, content):
    rows, reports = read(tmp_path, content)
    assert cells(rows) == [("è", "Città")]
    assert reports == []


def test_the_encoding_is_that_of_the_whole_file(tmp_path):
    rows, _ = read(tmp_path, b"a,b\n" + b"plain,row\n" * 20_000 + "è,à\n".encode("cp1252"))
    assert cells(rows)[-1] == ("è", "à")


def test_a_mark_inside_the_file_is_no_reason_to_stop(tmp_path):
    rows, _ = read(tmp_path, "a,b\n\ufeff1,2\n".encode())
    assert cells(rows) == [("\ufeff1", "2")]


def test_quoted_cells_may_hold_separators_and_lines(tmp_path):
    rows, _ = read(tmp_path, b'a,b\n"1, uno","due\nrighe"\n3,"say ""hi"""\n')
    assert cells(rows) == [("1, uno", "due righe"), ("3", 'say "hi"')]
    assert [row.line for row in rows] == [2, 4]


def test_a_mark_left_open_costs_one_row(tmp_path):
    lines = ["a,b", '1,"open', *(f"{number},x" for number in range(2, 60)), '60,"closed"']
    rows, _ = read(tmp_path, "\n".join(lines).encode())
    assert rows[0] == RowError(2, "", "a quotation mark is left open or misplaced")
    assert cells(rows[1:]) == [(str(number), "closed" if number == 60 else "x") for number in range(2, 61)]


def test_a_mark_left_open_at_the_end_costs_one_row(tmp_path):
    rows, _ = read(tmp_path, b'a,b\n1,"open\n2,x\n')
    assert [row.line for row in rows] == [2, 3]
    assert isinstance(rows[0], RowError)
    assert cells(rows[1:]) == [("2", "x")]


def test_rows_of_another_width_are_set_apart_by_line(tmp_path):
    rows, _ = read(tmp_path, b"a,b\n1\n1,2\n1,2,3\n")
    assert rows[0] == RowError(2, "", "1 cells instead of 2")
    assert cells(rows[1:2]) == [("1", "2")]
    assert rows[2] == RowError(4, "", "3 cells instead of 2")


def test_offsets_lead_to_the_end_of_the_file(tmp_path):
    content = "a,b\n1,è\n2,x\n".encode()
    rows, _ = read(tmp_path, content)
    assert [row.offset for row in rows] == [9, len(content)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "the file is empty", id="nothing"),
        pytest.param(b"\n\n", "the file is empty", id="blank lines"),
        pytest.param(b"a,c\n1,2\n", "missing columns: b; unknown columns: c", id="a missing column"),
        pytest.param(b"a,b,a\n", "columns given twice: a", id="a column twice"),
        pytest.param(b"x\ty\n", "missing columns: a, b; unknown columns: x\ty", id="tabs"),
        pytest.param(b'a,"b\n', "the header leaves a quotation mark open", id="an open header"),
    ],
)
def test_a_wrong_header_is_refused_with_its_columns(tmp_path, content, message):
    with pytest.raises(BadSheet) as refused:
        read(tmp_path, content)
    assert str(refused.value) == message


def test_unknown_columns_are_named_and_passed_over(tmp_path):
    rows, reports = read(tmp_path, b"c,a,b\n0,1,2\n", optional=("d",))
    assert len(rows) == 1
    assert reports == [RowError(1, "c", "unknown column, passed over")]


def test_bytes_that_are_no_text_do_not_stop_the_file(tmp_path):
    rows, _ = read(tmp_path, b"a,b\n\x81,1\n" + bytes(range(128, 256)).replace(b"\x85", b"") + b",1\n2,2\n")
    assert cells(rows)[-1] == ("2", "2")
    assert cells(rows)[0] == ("\N{REPLACEMENT CHARACTER}", "1")
