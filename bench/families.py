"""What `bench/run` measures: one list of groups a family.

To add a bench: write `bench/NAME_bench.cpp`, which prints one line of JSON a measurement through `bench::print`, list it
in `bench/CMakeLists.txt`, and add a Group below. A peer is a module of `bench/peers/` with

    measure(judging, folder)   yields records: kernel, name, unit, value, points, and error, wrong where judged

`judging` is true in the first round, in which errors are judged and slow peers may work; `folder` is a temporary one that
the group's programs and peers share. Words of a program may hold {folder} and {judge} (--judge or nothing).
"""
from dataclasses import dataclass, field
from math import log10
from typing import Callable


@dataclass
class Group:
    """Programs and peers that do the same work, measured in turn within one round."""
    name: str
    programs: list[list[str]] = field(default_factory=list)
    peers: list[str] = field(default_factory=list)
    commands: list["Command"] = field(default_factory=list)
    ratios: list[tuple[str, Callable[[dict], float]]] = field(default_factory=list)


@dataclass
class Command:
    """A whole command of the program, in new processes: wall and CPU time."""
    kernel: str
    words: list[str]  # after `entente`; {bench} is the folder bench/
    runs: int
    needs_data: bool = False  # left out where ENTENTE_DATA names no folder


def over(slow, *fast):
    """How many times as fast the first method of `fast` that was measured is as `slow`, both by time."""
    return lambda at: at[slow] / next(at[name] for name in fast if name in at)


def rate_over(fast, slow):
    """The same of rates, such as rounds a second."""
    return lambda at: at[fast] / at[slow]


MARCH = ("grid march, avx2", "grid march, baseline")

DIGITAL_TWIN = [
    Group("kernels", programs=[["digital_twin_bench", "{folder}", "{judge}"]],
          peers=["printed_symmetric", "extragradient"],
          commands=[Command("five players", ["solve", "digital-twin/five-players", "--format", "json"], 30)],
          ratios=[("K1: Boost toms748 over grid march", over("Boost toms748, eliminated scalar", *MARCH)),
                  ("K1: Ceres over grid march", over("Ceres, three equations from (0.1, 0.1, 0.1)", *MARCH)),
                  ("K1: SciPy fsolve over grid march", over("SciPy fsolve, three equations from (0.1, 0.1, 0.1)", *MARCH)),
                  ("K1: SciPy brentq over grid march", over("SciPy brentq, eliminated scalar", *MARCH)),
                  *[(f"K2: numpy extragradient over aggregate solve, N = {count}",
                     over(f"numpy extragradient, N = {count}", f"aggregate solve, N = {count}"))
                    for count in (1000, 10000, 100000)],
                  ("K2: slope of log time over log N, 1000 to 100000",
                   lambda at: log10(at["aggregate solve, N = 100000"] / at["aggregate solve, N = 1000"]) / 2)]),
]

LIMITED_TRUST = [
    Group("two_by_two", programs=[["two_by_two_bench"]], peers=["two_by_two"],
          ratios=[(f"K5: {peer} over the kernel, {law}",
                   over(f"{law}, {peer}", f"{law}, kernel, avx2", f"{law}, kernel, baseline"))
                  for law in ("uniform", "exponential")
                  for peer in ("numpy", "numpy, whole arrays", "numpy, as the definition reads", "std::mt19937_64")]
          + [(f"W4: solves a second over numpy, {name}", rate_over("one given game at a time", f"numpy, {name}"))
             for name in ("one given game at a time", "all given games at once")]),
    Group("learning", programs=[["learning_bench"]], peers=["learning_phi"],
          ratios=[*[(f"K3: numpy panels over phi, uniform, n = {n}",
                     over(f"numpy panels, uniform (0.2, 0.3], n = {n}", f"uniform (0.2, 0.3], n = {n}"))
                    for n in (3, 10, 100)],
                  *[(f"K3: SciPy nquad over phi, uniform, n = {n}",
                     over(f"SciPy nquad 1e-6, uniform (0.2, 0.3], n = {n}", f"uniform (0.2, 0.3], n = {n}"))
                    for n in (3, 10)],
                  *[(f"K3: numpy panels over phi, exponential, n = {n}",
                     over(f"numpy panels, exponential (0.75, 1], n = {n}", f"exponential (0.75, 1], n = {n}"))
                    for n in (3, 10, 1000)]]),
    Group("payoffs", programs=[["expected_payoffs_bench"]], peers=["expected_payoffs"],
          ratios=[("tables 91 x 91: numpy, 1000 games a pair, over closed form",
                   over("2 x 2 exponential, numpy, 1000 new games a pair", "2 x 2 exponential, closed form"))]),
    Group("rounds", programs=[["network_play_bench"]], peers=["network_play"],
          ratios=[(f"{kernel}: rounds a second over numpy, {name}",
                   rate_over(f"trust {trust}, {name}", f"numpy, trust {trust}, {name}"))
                  for kernel, trust in (("W1", "known"), ("W2", "learned")) for name in ("Figure 1", "karate club")]),
    Group("networks", programs=[["network_bench"]], peers=["network_best_response"],
          commands=[Command("whole command", ["simulate", "{bench}/cases/ego_facebook.toml", "--format", "json"], 3,
                            needs_data=True)],
          ratios=[("W3: numpy, sampled, over one exact update",
                   over("numpy, sampled, karate agent 12", "one exact update, karate agent 12, tables ready"))]),
]

def factorial_ratios(kernel, work):
    """Against numpy with the same instructions, with all that the processor has, and one configuration at a time."""
    ours = f"{work}, kernel, "
    return [(f"{kernel}: numpy over the kernel, both AVX2", over(f"{work}, numpy, avx2", ours + "avx2", ours + "baseline")),
            (f"{kernel}: numpy over the kernel, both at their best",
             over(f"{work}, numpy", ours + "avx512", ours + "avx2", ours + "baseline")),
            (f"{kernel}: one by one over the kernel, AVX2", over(f"{work}, one by one", ours + "avx2", ours + "baseline")),
            (f"{kernel}: one thread over two, wall", over(f"{work}, 1 thread, wall", f"{work}, 2 threads, wall"))]


COOPETITION = [
    Group("factorial", programs=[["coopetition_bench"]], peers=["factorial"],
          ratios=factorial_ratios("W", "factorial") + factorial_ratios("K6", "tanh each period")),
]

FAVOR_SOCIETY = Group(
    "society", programs=[["favor_society_bench", "{folder}"]], peers=["favor_posterior"],
    ratios=[("F3: numpy over the posterior mean of a ledger",
             over("numpy, 50 observations, all cells", "posterior mean, 50 observations of a ledger")),
            ("F3: SciPy quad over the posterior mean of a ledger",
             over("SciPy quad, 50 observations", "posterior mean, 50 observations of a ledger"))])

FAVOR_LIMITS = Group(
    "limits", programs=[["favor_limits_bench", "{folder}"]], peers=["favor_limits"],
    ratios=[(f"F1: {peer} over pair limits, {law}", over(f"{peer}, {law}", f"pair limits, {law}"))
            for law in ("uniform", "exponential") for peer in ("TOMS 748 of Boost", "SciPy brentq")])

FORMULAS = ("Cournot", "Samsung-Sony", "softmax share")

GAMES = ("E1 Cournot, 5 unknowns", "E2 capped Cournot, 6 unknowns", "E4 river basin, 5 unknowns",
         "E6 internet switching, 11 unknowns", "E8 duopoly, 2 unknowns", "E10 A.17, 5 unknowns, degenerate")

DECLARED = [
    Group("formulas", programs=[["expressions_bench"]],
          ratios=[*[(f"{name}: compiled over by hand, one value and gradient",
                     over(f"{name}: compiled, value and gradient", f"{name}: by hand, value and gradient")) for name in FORMULAS],
                  *[(f"{name}: compiled over by hand, 64 values and gradients",
                     over(f"{name}: compiled, 64 values and gradients", f"{name}: by hand, 64 values and gradients")) for name in FORMULAS],
                  *[(f"{name}: muParser over compiled, one value",
                     over(f"{name}: muParser, value", f"{name}: compiled, value")) for name in FORMULAS]]),
    Group("equilibria", programs=[["equilibria_bench"]], peers=["equilibria"],
          ratios=[(f"{game}: {peer} over interpreted", over(f"{game}, {peer}", f"{game}, interpreted"))
                  for game in GAMES for peer in ("SciPy least_squares", "SciPy root (hybr)")]),
]

FAMILIES = {"digital_twin": DIGITAL_TWIN, "limited_trust": LIMITED_TRUST, "coopetition": COOPETITION, "favor": [FAVOR_LIMITS, FAVOR_SOCIETY],
            "declared": DECLARED}
