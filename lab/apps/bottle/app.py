from bottle import Bottle

app = Bottle()


@app.get("/json")
def hello():
    return {"message": "Hello, World!"}
