# ruff: noqa: INP001, B018 -- a script of cells: what a cell ends in is shown
# %% [markdown]
# # A walk through the graph
#
# First build it (`ip5kg build`), then run this file, or open it in a notebook: what a cell ends in is shown.
# It needs `pip install "ip5kg[draw,pandas]"`.

# %%
import sys
from pathlib import Path

import ip5kg
from ip5kg.draw import picture
from ip5kg.network import frames, gather

build = Path(sys.argv[1] if len(sys.argv) > 1 else "build")
out = Path(sys.argv[2] if len(sys.argv) > 2 else ".")
kg = ip5kg.open(build)
kg

# %% [markdown]
# ## Who was there?
# A question of the catalogue gives a table; a table becomes a data frame.

# %%
people = kg.query("participants", meeting=14)
people

# %%
people.to_pandas().groupby("role")["name"].count().sort_index()

# %% [markdown]
# ## And where does it say so?
# Every fact leads to the sentence that states it.

# %%
host = kg.why("meeting/heads/14 hostedBy office/JP")
host

# %% [markdown]
# ## How do offices and groups relate?
# A view is a NetworkX graph. As of June 2018 the Chinese office is still called SIPO, and later meetings are not there yet.

# %%
now = kg.network("office-body")
then = kg.network("office-body", as_of="2018-06")
print("names:", then.nodes["office/CN"]["label"], "→", now.nodes["office/CN"]["label"])
print("edges:", then.number_of_edges(), "→", now.number_of_edges())

# %%
nodes, edges = frames(now, "pandas")
edges[edges["relation"] == "hosts"].sort_values(["weight", "source"], ascending=[False, True]).head()

# %%
kg.analyse("topic-meeting", between=("2018", "2025"))

# %% [markdown]
# ## Pictures
# One for print, and one that answers: a single file with search, years and the sentences behind each line.

# %%
(out / "offices.svg").write_bytes(picture(now))
(out / "people.html").write_text(kg.draw("person-meeting", format="html"), encoding="utf-8")

topics = kg.network("topic-meeting")
behind = gather(kg.rows, topics)
print("sentences behind the topics:", len({passage for found in behind.passages.values() for passage in found}))

# %%
kg.close()
