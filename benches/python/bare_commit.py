"""The least that a writing call can take: one statement of the driver, and its commit. Prints a JSON line."""

import argparse
import re

import psycopg2
from tracking import measure


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--uri", required=True, help="filled by our side")
    parser.add_argument("--calls", type=int, required=True)
    options = parser.parse_args()
    connection = psycopg2.connect(re.sub(r"^postgresql\+\w+:", "postgresql:", options.uri))
    connection.autocommit = True
    cursor = connection.cursor()
    update = "UPDATE registered_models SET last_updated_time = %s WHERE workspace = 'default' AND name = 'model 1'"
    measure("commit", options.calls, lambda index: cursor.execute(update, (index,)), 3)


if __name__ == "__main__":
    main()
