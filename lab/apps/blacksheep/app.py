from blacksheep import Application, get, json

app = Application()


@get("/json")
async def hello():
    return json({"message": "Hello, World!"})
