"""The least that asks a question: open the store, ask, write the rows as CSV.

python benchmarks/bare.py STORE QUESTION.rq
"""

import csv
import sys

from pyoxigraph import Store

if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        found = Store.read_only(sys.argv[1]).query(file.read(), use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    writer = csv.writer(sys.stdout)
    writer.writerow(names)
    writer.writerows(["" if (one := row[name]) is None else one.value for name in names] for row in found)
