"""Runs the program with a terminal as its standard output and tells whether it prints colours."""
import os
import pty
import subprocess


def colours(environment, *options):
    terminal, its_end = pty.openpty()
    command = ["hearsay", "read", *options, "story.txt"]
    with open("story.txt", "w", encoding="utf-8") as story:
        story.write("“The dam will hold,” Nora Whitfield said.\n")
    program = subprocess.Popen(command, stdout=its_end, env={**os.environ, **environment})
    os.close(its_end)
    printed = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        printed += piece
    program.wait()
    return b"\x1b[" in printed


print("terminal:", colours({"TERM": "xterm"}))
print("NO_COLOR:", colours({"TERM": "xterm", "NO_COLOR": "1"}))
print("empty NO_COLOR:", colours({"TERM": "xterm", "NO_COLOR": ""}))
print("dumb terminal:", colours({"TERM": "dumb"}))
print("never:", colours({"TERM": "xterm"}, "--colour=never"))
print("NO_COLOR but always:", colours({"TERM": "xterm", "NO_COLOR": "1"}, "--colour=always"))
