"""What answers over HTTP: networks calling in, public pages, the try-out phone, the state of health."""
