"""What a job was called with, and how long a test waits for it."""

import threading

PATIENCE = 10


class Calls(list):
    """What a job was called with, and a bell that tells of it."""

    def __init__(self):
        super().__init__()
        self.rung = threading.Event()

    def __call__(self, *args):
        self.append(args)
        self.rung.set()

    def waited(self, number=1):
        while len(self) < number:
            assert self.rung.wait(PATIENCE)
            self.rung.clear()
        return list(self)
