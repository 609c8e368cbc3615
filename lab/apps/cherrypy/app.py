import cherrypy


class Root:
    @cherrypy.expose
    @cherrypy.tools.json_out()
    def json(self):
        return {"message": "Hello, World!"}


cherrypy.config.update({"environment": "embedded"})
app = cherrypy.tree.mount(Root())
