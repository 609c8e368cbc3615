import os

import cherrypy


class Root:
    @cherrypy.expose
    @cherrypy.tools.json_out()
    def json(self):
        return {"message": "Hello, World!"}


app = cherrypy.tree.mount(Root())

if __name__ == "__main__":
    cherrypy.config.update({
        "environment": "production",
        "server.socket_host": "127.0.0.1",
        "server.socket_port": int(os.environ["PORT"]),
    })
    cherrypy.engine.start()
    cherrypy.engine.block()
