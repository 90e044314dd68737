"""Measures the networks of this folder and fills in latencies.csv.

Needs Python 3, numpy and onnxruntime. Example:

    python measure.py --threads 1

Rounds go over all networks in ever new order; in a round a network is run once to warm up and then at least
--runs times and for at least 25 ms, of which the fastest counts. Of the rounds, either the fastest counts,
since other work can only add to it, or, where the clock rate of the device changes, the median after each
round was divided by its pace: whichever ranks the networks more alike in both halves of the rounds.
"""

import argparse
import csv
import os
import random
import time

import numpy
import onnxruntime

LEAST_SECONDS = 0.025


def open_session(path, arguments):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=[arguments.provider])


def fastest_run(session, arguments):
    entry = session.get_inputs()[0]
    shape = [arguments.batch] + list(entry.shape[1:])
    images = {entry.name: numpy.random.default_rng(0).standard_normal(shape, numpy.float32)}
    session.run(None, images)
    best, spent, done = float("inf"), 0.0, 0
    while done < arguments.runs or spent < LEAST_SECONDS:
        start = time.perf_counter()
        session.run(None, images)
        taken = time.perf_counter() - start
        best, spent, done = min(best, taken), spent + taken, done + 1
    return best * 1000


def fastest(times):
    return times.min(axis=1)


def typical(times):
    """Median polish of the logarithms (Tukey 1977): a level for each network, a pace for each round."""
    logs = numpy.log(times)
    paces = numpy.zeros(times.shape[1])
    for _ in range(10):
        levels = numpy.median(logs - paces, axis=1)
        paces = numpy.median(logs - levels[:, None], axis=0)
    return numpy.exp(levels + numpy.median(paces))


def kendall(a, b):
    """Of numbers that are all different, the share of pairs in the same order minus that of the others."""
    above = numpy.triu_indices(len(a), 1)
    return numpy.mean((numpy.sign(a[:, None] - a) * numpy.sign(b[:, None] - b))[above])


def summary(times):
    """One latency for each network."""
    if times.shape[0] < 2 or times.shape[1] < 2:
        return fastest(times)
    draw = numpy.random.default_rng(0)
    # With other work on the device, the typical round is further from what an idle one takes.
    agreement = {fastest: 0.01 * 20, typical: 0.0}
    for _ in range(20):
        order = draw.permutation(times.shape[1])
        half = len(order) // 2
        for way in agreement:
            agreement[way] += kendall(way(times[:, order[:half]]), way(times[:, order[half:]]))
    return max(agreement, key=agreement.get)(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--provider", default="CPUExecutionProvider")
    arguments = parser.parse_args()
    with open("latencies.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    times = {row["file"]: [] for row in rows}
    for number in range(arguments.rounds):
        for row in random.sample(rows, len(rows)):
            session = open_session(row["file"], arguments)
            times[row["file"]].append(fastest_run(session, arguments))
        taken = summary(numpy.array([times[row["file"]] for row in rows]))
        for row, milliseconds in zip(rows, taken):
            row["ms"] = "%.6f" % milliseconds
        write(rows)
        print("round %d of %d" % (number + 1, arguments.rounds), flush=True)


def write(rows):
    """After every round, so that one can stop when it has taken long enough."""
    with open("latencies.csv.new", "w", newline="") as table:
        writer = csv.DictWriter(table, ["architecture", "file", "ms"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.replace("latencies.csv.new", "latencies.csv")


if __name__ == "__main__":
    main()
