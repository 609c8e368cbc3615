import os

from aiohttp import web


async def hello(request):
    return web.json_response({"message": "Hello, World!"})


app = web.Application()
app.add_routes([web.get("/json", hello)])

if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None)
