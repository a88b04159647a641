"""Counting who reads which story: docs/readership.md tells how, and what happens to a view when something fails."""
