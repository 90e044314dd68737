"""Measures the networks of this folder and fills in latencies.csv.

Needs Python 3, numpy and onnxruntime. Example:

    python measure.py --threads 1

Rounds go over all networks in ever new order; in a round a network is run once to warm up and then a few
times, of which the fastest counts. What is written is the fastest of all
rounds, in milliseconds, since other work can only add to it; on a machine with other work, take more rounds.
"""

import argparse
import csv
import os
import random
import time

import numpy
import onnxruntime


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
    best = float("inf")
    for _ in range(arguments.runs):
        start = time.perf_counter()
        session.run(None, images)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=7)
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
        for row in rows:
            row["ms"] = "%.6f" % min(times[row["file"]])
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
