"""The front door of workbooks."""
