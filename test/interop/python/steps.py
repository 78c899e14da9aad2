"""The steps of ../features.mjs for a client in Python.

A program is called with one argument, a JSON object {transport, mode, revision, url, lossyUrl, command, args, steps}, and
prints one JSON object {step, problem} a line; problem is null when the step went well.
"""

import asyncio
import json
import re
import sys
import traceback

PATIENCE = 20
ANSWER = {"username": "Kim", "email": "kim@example.com"}


class Face:
    """What a client module offers, as an asynchronous context manager. `asked` keeps the questions it answered."""

    def __init__(self, options, url):
        self.options = options
        self.url = url
        self.asked = []

    async def revision(self): ...
    async def tools(self): ...
    async def resources(self): ...
    async def prompts(self): ...
    async def read(self, uri): ...
    async def call(self, name, arguments, on_progress=None):
        """(text, is_error)"""


async def count(face, steps):
    told = []

    async def on_progress(progress, total, message):
        told.append(progress)

    text, _ = await face.call("count_slowly", {"steps": steps}, on_progress)
    assert text == f"Counted to {steps}.", text
    while len(told) < steps:  # a client may hand out a result before the notifications that came ahead of it
        await asyncio.sleep(0.01)
    assert told == list(range(1, steps + 1)), f"told of {told}"


async def stopped_counts(face):
    return int((await face.call("stopped_counts", {}))[0])


async def list_step(face):
    assert "count_slowly" in await face.tools()
    assert "test://static-text" in await face.resources()
    assert "test_simple_prompt" in await face.prompts()


async def call(face):
    assert await face.call("test_simple_text", {}) == ("This is a simple text response for testing.", False)
    assert (await face.call("test_error_handling", {}))[1]


async def read(face):
    assert await face.read("test://static-text") == "This is the content of the static text resource."


async def progress(face):
    await count(face, 5)


async def cancel(face):
    before = await stopped_counts(face)
    under_way = asyncio.Event()

    async def on_progress(progress, total, message):
        if progress >= 2:
            under_way.set()

    running = asyncio.create_task(face.call("count_slowly", {"steps": 200}, on_progress))
    await under_way.wait()
    running.cancel()
    try:
        await running
        raise AssertionError("the call ended although it was cancelled")
    except asyncio.CancelledError:
        pass
    while await stopped_counts(face) == before:
        await asyncio.sleep(0.02)
    assert await stopped_counts(face) == before + 1


async def elicit(face):
    text, _ = await face.call("test_elicitation", {"message": "Who are you?"})
    assert face.asked[-1] == "Who are you?", face.asked
    assert re.search(r'action=accept.*"username":"Kim"', text), text


async def sample(face):
    text, _ = await face.call("test_sampling", {"prompt": "The capital of Korea?"})
    assert face.asked[-1] == "The capital of Korea?", face.asked
    assert text == "LLM response: Seoul", text


BODIES = {"list": list_step, "call": call, "read": read, "progress": progress, "cancel": cancel, "elicit": elicit,
          "sample": sample}


def explain(error):
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({frame.name}:{frame.lineno})"


async def attempt(step, awaitable):
    """Reports the step; true when it went well."""
    problem = None
    try:
        async with asyncio.timeout(PATIENCE):
            await awaitable
    except Exception as error:  # whatever it is, the table shows it
        problem = explain(error)
    print(json.dumps({"step": step, "problem": problem}), flush=True)
    return problem is None


async def walk(open_face):
    options = json.loads(sys.argv[1])
    steps = options["steps"]
    face = open_face(options, options["url"])

    async def connect():
        await face.__aenter__()
        revision = await face.revision()
        assert revision == options["revision"], f"speaks {revision}"

    async def resume():
        async with open_face(options, options["lossyUrl"]) as another:
            await count(another, 30)

    if not await attempt("connect", connect()):
        return
    for step in steps:
        if step in BODIES:
            await attempt(step, BODIES[step](face))
    if "resume" in steps:
        await attempt("resume", resume())
    await attempt("close", face.__aexit__(None, None, None))


def main(open_face):
    asyncio.run(walk(open_face))
