"""For a WSGI server: `gunicorn wsgi:app`."""

from elearn.app import create_app
from elearn.demo.people import refuse_demo_people

app = create_app()
refuse_demo_people(app)
