"""The text doctor: likely slips of Vietnamese copy, with what each could become. Pure functions; changes no text."""
