"""Validates records against docs/schema: validate_records.py SCHEMA_FOLDER FILE...

A FILE is one JSON document, or JSONL. Prints one line a fault; exits 1 if there is any. Every record must name its
schema, NaN and infinity are no JSON, and a CSV file must have a header and equally long rows.
"""
import csv
import json
import pathlib
import sys

import jsonschema


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def load(text):
    return json.loads(text, parse_constant=refuse)


def records_of(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [load(line) for line in text.splitlines()]
    return [load(text)]


def check_csv(path):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    if len(rows) < 2:
        return ["no rows"]
    if len(set(rows[0])) != len(rows[0]):
        return ["a column twice"]
    return [f"row {i} has {len(row)} cells" for i, row in enumerate(rows) if len(row) != len(rows[0])]


def check_records(path, schemas):
    resolver = jsonschema.RefResolver("", {}, store={name: schema for name, schema in schemas.items()})
    faults = []
    for record in records_of(path):
        name = record["schema"].replace("/", "-") + ".schema.json"
        if name not in schemas:
            faults.append(f"no schema {name}")
            continue
        resolver_here = jsonschema.RefResolver(name, schemas[name], store=resolver.store)
        validator = jsonschema.Draft202012Validator(schemas[name], resolver=resolver_here)
        faults += [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(record)]
    return faults


def main():
    folder = pathlib.Path(sys.argv[1])
    schemas = {path.name: json.loads(path.read_text()) for path in folder.glob("*.schema.json")}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    faults = []
    for name in map(pathlib.Path, sys.argv[2:]):
        found = check_csv(name) if name.suffix == ".csv" else check_records(name, schemas)
        faults += [f"{name.name}: {fault}" for fault in found]
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
