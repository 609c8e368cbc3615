from sanic import Sanic
from sanic.response import json

app = Sanic("lab")


@app.get("/json")
async def hello(request):
    return json({"message": "Hello, World!"})
