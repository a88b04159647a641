"""What other programs and papers leave on the clipboard, as clean newspaper text. Pure: nothing is fetched or stored.

`clipboard.paste()` is the one way in, for the desk's editor and for importers of HTML alike. Raw HTML becomes a
well-formed tree (`tidy`), the habits of its source are undone there (`lists`, `families`, `pictures`, `inline`), and
what is left goes through body.clean() like everything that is stored. Plain text has its own reader (`plain`); text of
the old fonts is told, and what it would read is offered (`legacy`).
"""
