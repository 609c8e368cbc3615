from py4web.core import wsgi

application = wsgi(apps_folder="apps", dashboard_mode="none")
