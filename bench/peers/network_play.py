"""W1 and W2 in numpy: rounds of a network of limited trust, vectorised over all agents and games of a round.

Own re-implementation of section II and III of Murray, Garg & Nagi for 2 x 2 games, Algorithm 1 as printed, exploration
eps-decreasing, to be fair to numpy: no loop over agents or games, one draw of all payoffs a round.
`bench/run limited_trust` measures it beside network_play_bench.
"""
import time

import numpy as np

FIGURE1 = (7, [(0, 1), (0, 4), (0, 6), (1, 2), (1, 3), (1, 4), (2, 4), (2, 6), (3, 4), (3, 5), (3, 6), (5, 6)])


def karate():
    import networkx
    graph = networkx.karate_club_graph()
    return graph.number_of_nodes(), list(graph.edges())


def choose(own, net, trust):
    """Index along the last axis: admissible with the largest net."""
    admissible = own.max(axis=-1, keepdims=True) - own <= trust[..., None]
    return np.where(admissible, net, -np.inf).argmax(axis=-1)


def bounds(own, net, chosen):
    """l' and u' of the chosen option on the Pareto frontier, one row a game."""
    take = chosen[:, None]
    own_chosen, net_chosen = np.take_along_axis(own, take, 1), np.take_along_axis(net, take, 1)
    greedy = own.max(axis=1)
    following = np.where(net > net_chosen, own, -np.inf).max(axis=1)
    return greedy - own_chosen[:, 0], greedy - following


class Rounds:
    def __init__(self, nodes, edges, k=2, mean=4.0, most=30.0, known=True, seed=1):
        self.random, self.k, self.mean, self.most, self.known = np.random.default_rng(seed), k, mean, most, known
        self.linked = np.zeros((nodes, nodes), bool)
        for i, j in edges:
            self.linked[i, j] = self.linked[j, i] = True
        self.slots = np.minimum(k, self.linked.sum(axis=1))
        self.trust = np.zeros(nodes)
        self.lower, self.upper = np.zeros((nodes, nodes)), np.full((nodes, nodes), most)
        self.round = 0

    def invitations(self):
        """Pairs (leader, follower): the best by estimate in exploited slots, anybody in the others."""
        nodes = len(self.trust)
        estimate = np.tile(self.trust, (nodes, 1)) if self.known else 0.5 * (self.lower + self.upper)
        noise = self.random.random((nodes, nodes))
        best = np.where(self.linked, estimate, -np.inf)
        order = np.lexsort((noise, -best), axis=1)  # best first, ties at random
        eps = 0 if self.known else min(1.0, 2 / (self.round + 1))
        exploited = self.random.binomial(self.slots, 1 - eps)
        rank = np.empty_like(order)
        np.put_along_axis(rank, order, np.arange(nodes)[None, :], 1)
        # exploited first, then the rest of the neighbors in random order
        key = np.where(rank < exploited[:, None], rank - nodes, noise)
        key = np.where(self.linked, key, np.inf)
        chosen = np.argsort(key, axis=1)[:, :self.k]
        leader = np.repeat(np.arange(nodes), self.k)
        keep = np.tile(np.arange(self.k), nodes) < np.repeat(self.slots, self.k)
        leader, follower = leader[keep], chosen.ravel()[keep]
        return leader, follower, estimate[leader, follower]

    def learn(self, observer, observed, low, high):
        high = np.minimum(high, self.most)
        lower, upper = self.lower[observer, observed], self.upper[observer, observed]
        changed = (low >= upper) | (high <= lower)
        self.lower[observer, observed] = np.where(changed, low, np.maximum(low, lower))
        self.upper[observer, observed] = np.where(changed, high, np.minimum(high, upper))

    def play(self):
        leader, follower, belief = self.invitations()
        games = np.arange(len(leader))
        a = self.random.exponential(self.mean, (len(leader), 2, 2))
        b = self.random.exponential(self.mean, (len(leader), 2, 2))
        net = a + b
        planned = choose(b, net, np.repeat(belief[:, None], 2, 1))[..., None]
        planned_a = np.take_along_axis(a, planned, 2)[..., 0]
        planned_net = np.take_along_axis(net, planned, 2)[..., 0]
        row = choose(planned_a, planned_net, self.trust[leader])
        row_b, row_net = b[games, row], net[games, row]
        reply = choose(row_b, row_net, self.trust[follower])
        utility = np.bincount(leader, a[games, row, reply], len(self.trust))
        utility += np.bincount(follower, b[games, row, reply], len(self.trust))
        if not self.known:
            self.learn(leader, follower, *bounds(row_b, row_net, reply))
            self.learn(follower, leader, *bounds(planned_a, planned_net, row))
        self.round += 1
        return utility


def measure(judging, folder, rounds=1000):
    for kernel, known in (("W1", True), ("W2", False)):
        for name, network in (("Figure 1", FIGURE1), ("karate club", karate())):
            game = Rounds(*network, known=known)
            for _ in range(100):
                game.play()
            start, total = time.process_time(), 0.0
            for _ in range(rounds):
                total += game.play().sum()
            seconds = time.process_time() - start
            record = {"kernel": kernel, "name": f"numpy, trust {'known' if known else 'learned'}, {name}",
                      "unit": "rounds/s", "value": rounds / seconds, "points": rounds}
            if known:
                record["error"] = abs(total / (12 * game.slots.sum() * rounds) - 1)
            yield record
