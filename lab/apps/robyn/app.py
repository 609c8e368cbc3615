import os

from robyn import Robyn

app = Robyn(__file__)


@app.get("/json")
async def hello(request):
    return {"message": "Hello, World!"}


if __name__ == "__main__":
    app.start(host="127.0.0.1", port=int(os.environ["PORT"]))
