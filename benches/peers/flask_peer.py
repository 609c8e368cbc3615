"""The peer written with Flask, NumPy and SQLite. Run with Gunicorn; see scripts/bench."""

import os

from flask import Flask, abort, jsonify, request
from model import load, recommend
from storage import Storage

knowledge = load(os.environ["PEER_KNOWLEDGE"], os.environ["PEER_FULL"])
storage = Storage(os.environ["PEER_DATABASE"])
app = Flask(__name__)

MEMBERS = {"answers", "priorities", "candidates", "exclude", "must_have", "store"}


@app.post("/v1/recommendations")
def create_recommendation():
    body = request.get_json()
    if not isinstance(body, dict) or body.keys() - MEMBERS:
        abort(422)
    try:
        answer = recommend(knowledge, body)
    except KeyError:
        abort(422)
    store = body.get("store", True)
    if store:
        storage.store(body.get("answers") or {}, answer["recommended"])
    return jsonify(answer | {"stored": store})
