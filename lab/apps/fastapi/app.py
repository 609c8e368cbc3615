from fastapi import FastAPI

app = FastAPI()


@app.get("/json")
async def hello():
    return {"message": "Hello, World!"}
