from py4web import action


@action("json")
def hello():
    return {"message": "Hello, World!"}
