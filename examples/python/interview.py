"""Asks the most informative question again and again, until the recommendation is settled.

    python interview.py [ADDRESS]
"""

import sys

from framewise_client import Client
from framewise_client.api.knowledge import list_questions
from framewise_client.api.recommendations import recommend
from framewise_client.models import Answers, Problem, Question, QuestionList, Recommendation, RecommendationRequest
from framewise_client.types import Unset


def main(address: str) -> None:
    client = Client(base_url=address)
    found = list_questions.sync(client=client)
    assert isinstance(found, QuestionList), found
    questions = {question.id: question for question in found.items}
    answers: dict[str, str | list[str]] = {}
    while True:
        recommendation = ask(client, answers)
        print(f"\n{recommendation.summary}")
        question = recommendation.next_question
        if recommendation.settled or isinstance(question, Unset):
            break
        chosen = choose(questions[question.question])
        if not chosen:
            break
        answers[question.question] = chosen
    print(f"\nThe result as a page: {address}{recommendation.links.page}")


def ask(client: Client, answers: dict[str, str | list[str]]) -> Recommendation:
    """The recommendation for some answers."""
    request = RecommendationRequest(answers=Answers.from_dict(answers), store=False)
    response = recommend.sync(client=client, body=request)
    if isinstance(response, Problem):
        sys.exit(response.detail)
    assert isinstance(response, Recommendation), response
    return response


def choose(question: Question) -> str | list[str]:
    """The id of the option that the person chooses; a list where several may be chosen; nothing to end the interview."""
    print(f"\n{question.text} {question.help_}")
    for number, option in enumerate(question.options, start=1):
        print(f"  {number}. {option.text}")
    prompt = "Numbers, such as 1 4" if question.multiple else "Number"
    while True:
        numbers = input(f"{prompt} (nothing: enough): ").replace(",", " ").split()
        if all(text.isdecimal() and 1 <= int(text) <= len(question.options) for text in numbers):
            chosen = [question.options[int(text) - 1].id for text in numbers]
            if question.multiple or not chosen:
                return chosen
            if len(chosen) == 1:
                return chosen[0]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080")
