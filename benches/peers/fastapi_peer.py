"""The peer written with FastAPI, NumPy and SQLite. Run with uvicorn; see scripts/bench."""

import os
from typing import Annotated

from fastapi import FastAPI, HTTPException
from model import load, recommend
from pydantic import BaseModel, ConfigDict, Field
from storage import Storage

knowledge = load(os.environ["PEER_KNOWLEDGE"], os.environ["PEER_FULL"])
storage = Storage(os.environ["PEER_DATABASE"])
app = FastAPI()


class RecommendationRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answers: dict[str, str | list[str]] = {}
    priorities: dict[str, Annotated[float, Field(ge=0, le=5)]] = {}
    candidates: list[str] | None = None
    exclude: list[str] = []
    must_have: list[str] = []
    store: bool = True


@app.post("/v1/recommendations")
def create_recommendation(request: RecommendationRequest) -> dict:
    try:
        answer = recommend(knowledge, request.model_dump())
    except KeyError as error:
        raise HTTPException(422, f"unknown: {error}") from error
    if request.store:
        storage.store(request.answers, answer["recommended"])
    return answer | {"stored": request.store}
