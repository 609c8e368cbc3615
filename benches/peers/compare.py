"""Checks that services rank alike: compare.py QUESTIONS SERVICE PEER...

QUESTIONS is a file with the answer of GET /v1/questions, the others are addresses. Random requests with a fixed seed;
frameworks whose scores agree to the last digits may stand in any order.
"""

import json
import random
import sys
import urllib.request

REQUESTS = 60
SAME = 1e-9


def ask(url, request):
    body = json.dumps(request).encode()
    asked = urllib.request.Request(f"{url}/v1/recommendations", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.load(answer)


def requests(questions):
    chance = random.Random(1)
    for _ in range(REQUESTS):
        answers = {}
        for question in questions:
            if chance.random() < 0.4:
                options = [option["id"] for option in question["options"]]
                answers[question["id"]] = chance.sample(options, 3) if question["multiple"] else chance.choice(options)
        yield {"answers": answers, "store": False}


def order(answer):
    """Ids by score; scores that are the same to the last digits are ordered by id."""
    places = [(place["framework"], place["score"]) for place in answer["ranking"]]
    return [framework for framework, _ in sorted(places, key=lambda place: (-round(place[1] / SAME), place[0]))]


def main():
    questions, service, *peers = sys.argv[1:]
    with open(questions) as file:
        items = json.load(file)["items"]
    for number, request in enumerate(requests(items)):
        # In full: shorter answers round the scores.
        expected = order(ask(service, request | {"detail": "full"}))
        for peer in peers:
            found = order(ask(peer, request))
            if found != expected:
                sys.exit(f"{peer} ranks {json.dumps(request)}\n{found} instead of\n{expected}")
    print(f"{number + 1} rankings of {len(peers)} peers are those of the service")


main()
