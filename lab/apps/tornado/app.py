import asyncio
import os

import tornado.web


class HelloHandler(tornado.web.RequestHandler):
    def get(self):
        self.write({"message": "Hello, World!"})


app = tornado.web.Application([(r"/json", HelloHandler)])


async def main():
    app.listen(int(os.environ["PORT"]), "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
