"""Writes karate.txt and southern_women.txt beside this file from the data sets that python3-networkx brings."""
import itertools
import pathlib

import networkx

HERE = pathlib.Path(__file__).parent


def write(name, about, nodes, links):
    lines = [f"# {line}" for line in about] + [f"# nodes {nodes}", f"# edges {len(links)}"]
    lines += [f"{a} {b}" for a, b in sorted(links)]
    (HERE / name).write_text("\n".join(lines) + "\n")


def karate():
    club = networkx.karate_club_graph()
    write(
        "karate.txt",
        ["Zachary's karate club: friendships outside the club, Zachary's numbers 1 to 34.",
         "W. W. Zachary (1977), Journal of Anthropological Research 33, 452-473."],
        club.number_of_nodes(),
        [(min(a, b) + 1, max(a, b) + 1) for a, b in club.edges()],
    )


def southern_women():
    attendance = networkx.davis_southern_women_graph()
    women = [node for node, side in attendance.nodes(data="bipartite") if side == 0]  # in Davis's order, 1 to 18
    met = [
        (a, b)
        for a, b in itertools.combinations(range(len(women)), 2)
        if len(set(attendance[women[a]]) & set(attendance[women[b]])) >= 3
    ]
    kept = sorted({woman for pair in met for woman in pair})
    number = {woman: i + 1 for i, woman in enumerate(kept)}
    write(
        "southern_women.txt",
        ["Southern women: linked where two attended at least three common events; women without such a link left out.",
         "Women kept, in Davis's order: " + ", ".join(women[w] for w in kept) + ".",
         "A. Davis, B. B. Gardner, M. R. Gardner (1941), Deep South."],
        len(kept),
        [(number[a], number[b]) for a, b in met],
    )


karate()
southern_women()
