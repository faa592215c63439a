"""W and K6 in numpy: TR-2's factorial experiment with all metrics, vectorised over configurations.

Pieces of configurations that stay in the cache, arrays reused in place, tanh of fixed signals taken once, experiments 2
for 10, 35 and 100 periods played in one run: numpy's best. `bench/run coopetition` measures it beside coopetition_bench.
"""
import json
import os
import subprocess
import sys
import time

import numpy as np

LEVELS = [[.05, .08, .10, .12, .15], [.15, .23, .30, .38, .45], [.50, .55, .60, .65, .70], [.01, .02, .03, .04, .05],
          [.3, .4, .5, .6, .7], [.10, .15, .20, .25, .30], [.5, .75, 1, 1.25, 1.5]]
PERIODS = 338  # of the protocol as printed
PIECE = 8192


class Pairs:
    """Trust and damage of a piece of configurations; `reactive`: signals tanh(kappa (x + rho T))."""

    def __init__(self, columns, reactive):
        self.lp, self.lm, self.mu, self.de, self.xi, self.rho, self.ka = columns
        self.reactive = reactive
        self.u, self.v, self.s, self.w = (np.empty_like(self.lp) for _ in range(4))

    def begin(self, trust):
        self.trust, self.damage = np.full_like(self.lp, trust), np.zeros_like(self.lp)

    def aim(self, x, dependence=.5):
        self.x, size = x, 1.0 if self.reactive else abs(np.tanh(x))
        self.gain, self.hurt = self.lp * size, self.mu * size
        self.loss = self.lm * size * (1 + self.xi * dependence)

    def step(self):
        if self.reactive:
            return self.react()
        u, v = self.u, self.v
        if self.x > 0:
            np.subtract(1, self.trust, out=u)
            np.subtract(1, self.damage, out=v)
            u *= v
            u *= self.gain
            self.trust += u
            np.multiply(self.damage, self.de, out=v)
            self.damage -= v
        else:
            np.multiply(self.trust, self.loss, out=u)
            self.trust -= u
            np.subtract(1, self.damage, out=v)
            v *= self.hurt
            self.damage += v

    def react(self):
        u, v, s, w = self.u, self.v, self.s, self.w
        np.multiply(self.rho, self.trust, out=s)
        s += self.x
        s *= self.ka
        np.tanh(s, out=s)
        np.subtract(1, self.trust, out=u)
        np.subtract(1, self.damage, out=v)
        np.maximum(s, 0, out=w)
        u *= v
        u *= w
        u *= self.gain
        np.minimum(s, 0, out=w)
        v *= w
        v *= self.hurt
        w *= self.loss
        w *= self.trust
        u += w
        self.trust += u
        np.multiply(self.damage, self.de, out=u)
        u *= s >= 0
        self.damage -= u
        self.damage -= v


def metrics(p):
    out = [p.lm / p.lp]
    p.begin(.85)
    p.aim(2)
    for _ in range(36):
        p.step()
    alone = p.trust
    p.begin(.85)
    p.aim(-3)
    p.step()
    high = p.trust.copy()
    out.append(p.trust - (1 - p.damage))
    p.aim(2)
    for t in range(1, 101):
        p.step()
        np.maximum(high, p.trust, out=high)
        if t == 10:
            out.append(p.trust / .85)
        if t == 35:
            out += [high / .85, p.trust / alone, p.trust - (1 - p.damage)]
    out.append(high / .85)

    def lost(x, periods, dependence=.5):
        p.begin(.8)
        p.aim(x, dependence)
        for _ in range(periods):
            p.step()
        return .8 - p.trust
    out += [lost(-1, 4) / lost(-4, 1), lost(-2, 1, .8) / lost(-2, 1, .2)]
    p.begin(.5)
    p.aim(2)
    for t in range(1, 51):
        p.step()
        if t == 10:
            out.append((p.trust - .5) / 10)
            rate = out[-1]
        if t in (25, 50):
            out.append(p.trust.copy())
    p.begin(.8)
    p.aim(-2)
    p.step()
    first = p.trust.copy()
    p.damage[:] = 0
    p.step()
    out += [.8 - first, .8 - p.trust, (first - p.trust) / (.8 - first), (.8 - first) / rate]
    p.begin(.7)
    total, squares, low, high = (np.full_like(p.lp, v) for v in (0, 0, .7, .7))
    for t in range(30):
        p.aim(1 if t % 2 == 0 else -.5)
        p.step()
        np.subtract(p.trust, .7, out=p.u)
        total += p.u
        p.u *= p.u
        squares += p.u
        np.minimum(low, p.trust, out=low)
        np.maximum(high, p.trust, out=high)
    mean = total / 31
    out += [.7 + mean, np.sqrt(np.maximum(squares / 31 - mean * mean, 0)), high - low]
    p.begin(.8)
    p.aim(-3)
    p.step()
    goal, when = p.trust + .5 * (.8 - p.trust), np.full_like(p.lp, 100)
    p.aim(2)
    for t in range(1, 101):
        p.step()
        np.minimum(when, np.where(p.trust >= goal, t, 100), out=when)
    return out + [when, p.trust]


def timed(suffix):
    grid = [column.ravel() for column in np.meshgrid(*map(np.array, LEVELS), indexing="ij")]
    for kernel, work, reactive in (("W", "factorial", False), ("K6", "tanh each period", True)):
        start = time.process_time()
        for first in range(0, grid[0].size, PIECE):
            metrics(Pairs([np.ascontiguousarray(c[first:first + PIECE]) for c in grid], reactive))
        seconds = time.process_time() - start
        yield {"kernel": kernel, "name": f"{work}, numpy{suffix}", "unit": "ns/step",
               "value": 1e9 * seconds / grid[0].size / PERIODS, "points": grid[0].size}


def measure(judging, folder):
    """With all that numpy uses on this processor, and without AVX-512."""
    yield from timed("")
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(
        ("AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL", "AVX512_ICL"))}
    words = [sys.executable, "-W", "ignore", __file__, ", avx2"]
    lines = subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout.splitlines()
    yield from map(json.loads, lines)


if __name__ == "__main__":
    for record in timed(*sys.argv[1:] or [""]):
        print(json.dumps(record))
