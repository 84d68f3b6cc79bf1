"""Feeds the program stories slowly, with a terminal as its standard error, and looks at what it draws there."""
import os
import pty
import re
import subprocess
import time

terminal, its_end = pty.openpty()
with open("out", "wb") as out:
    program = subprocess.Popen(["hearsay", "dump", "--stage=story", "-"], stdin=subprocess.PIPE, stdout=out, stderr=its_end)
os.close(its_end)
for number in range(12):
    program.stdin.write(b'{"text": "It rained."}\n')
    program.stdin.flush()
    time.sleep(0.1)
program.stdin.close()
drawn = b""
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    drawn += piece
print(program.wait())
print(bool(re.search(rb"\r\d+ stories  [\d.]+ a second\x1b\[K", drawn)), drawn.endswith(b"\r\x1b[K"))
