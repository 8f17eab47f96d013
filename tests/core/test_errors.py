import pickle

from IPython.core.interactiveshell import InteractiveShell

from labkit.core.errors import FileMissing, UnknownColumn


def test_a_notebook_shows_the_sentence_and_no_traceback(capsys):
    shell = InteractiveShell()
    shell.run_cell("import labkit as lk\nlk.read('沒有.csv')")
    assert capsys.readouterr().out.strip() == "找不到「沒有.csv」。請確認檔名與位置，再試一次。"


def test_an_error_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(UnknownColumn(place="a.csv", column="里別", known=["里"])))
    assert str(error) == "a.csv：沒有欄位「里別」。是不是「里」？"
    assert FileMissing.code == "file_missing"
