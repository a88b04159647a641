"""What other programs and papers leave on the clipboard, as clean newspaper text. Pure: nothing is fetched or stored.

`clipboard.paste()` is the one way in, for the desk's editor and for importers of HTML alike. Raw HTML becomes a
well-formed tree (`tidy`), the habits of its source are undone there (`word`, `families`, `pictures`, `inline`), and
what is left goes through body.clean() like everything that is stored.
"""
