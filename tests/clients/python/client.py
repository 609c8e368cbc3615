"""What a program does with a client of openapi-python-client: recommend, batch, compare, list, give feedback, read an
error."""

import sys

from framewise_client import Client
from framewise_client.api.frameworks import compare_frameworks, list_frameworks
from framewise_client.api.recommendations import create_feedback, get_recommendation, recommend, recommend_batch
from framewise_client.models import (
    Answers,
    Batch,
    BatchRequest,
    CapabilityId,
    Comparison,
    Detail,
    FeatureId,
    FeedbackRequest,
    FinalChoice,
    FrameworkId,
    FrameworkSummaryList,
    Problem,
    ProjectType,
    Recommendation,
    RecommendationRequest,
    StoredFeedback,
    Support,
)
from framewise_client.types import Unset


def main(address: str) -> None:
    client = Client(base_url=address)
    request = RecommendationRequest(
        answers=Answers(project_type=ProjectType.REST_API, features=[FeatureId.API_DOCS, FeatureId.NOSQL]),
        candidates=[FrameworkId.FASTAPI, FrameworkId.FLASK, FrameworkId.LITESTAR],
        store=True,
    )
    recommendation = recommend.sync(client=client, body=request)
    assert isinstance(recommendation, Recommendation), recommendation
    first = recommendation.ranking[0]
    assert first.framework == recommendation.recommended
    assert not isinstance(first.strengths, Unset) and first.strengths[0].text
    assert recommendation.stored and recommendation.receipt

    feedback = FeedbackRequest(receipt=recommendation.receipt, chosen=FinalChoice.FLASK, rating=4)
    stored = create_feedback.sync(client=client, body=feedback)
    assert isinstance(stored, StoredFeedback) and stored.rating == 4

    linked = get_recommendation.sync(
        client=client, features=[FeatureId.ORM, FeatureId.FORMS], detail=Detail.FULL, uniform=True
    )
    assert isinstance(linked, Recommendation) and not isinstance(linked.robustness, Unset)
    assert linked.robustness.uniform and linked.robustness.spread is None

    contradiction = RecommendationRequest(
        candidates=[FrameworkId.DJANGO], exclude=[FrameworkId.DJANGO], store=False
    )
    batch = recommend_batch.sync(
        client=client, body=BatchRequest(requests=[RecommendationRequest(store=False), contradiction])
    )
    assert isinstance(batch, Batch) and [result.status for result in batch.results] == [200, 422]

    comparison = compare_frameworks.sync(client=client, frameworks=[FrameworkId.DJANGO, FrameworkId.FLASK])
    assert isinstance(comparison, Comparison) and comparison.frameworks[0].id == "django"

    frameworks = list_frameworks.sync(
        client=client, capability=[CapabilityId.ORM, CapabilityId.ADMIN_INTERFACE], support=Support.BUILT_IN
    )
    assert isinstance(frameworks, FrameworkSummaryList)
    assert "django" in [framework.id for framework in frameworks.items]

    problem = recommend.sync(client=client, body=contradiction)
    assert isinstance(problem, Problem) and not isinstance(problem.errors, Unset)
    assert problem.status == 422 and problem.errors[0].pointer == "#/exclude"
    print("openapi-python-client:", recommendation.recommended, recommendation.summary)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080")
